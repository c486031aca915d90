import { AppError } from '@tradewind/platform';
import type { z } from 'zod';

const MAX_NAMED = 5;

/**
 * Parses a body. OpenAI's error object has one message and no list of fields, so the message names them all.
 * @throws AppError 400 `request.invalid`
 */
export function valid<S extends z.ZodType>(schema: S, json: unknown): z.output<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const named = errors.slice(0, MAX_NAMED).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = errors.length - named.length;
  throw new AppError({
    code: 'request.invalid',
    status: 400,
    detail: more > 0 ? `${named.join('; ')}; and ${String(more)} more` : named.join('; '),
    errors: errors.filter(({ path }) => path !== ''),
  });
}
