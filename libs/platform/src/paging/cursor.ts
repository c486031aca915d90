import { z } from 'zod';
import { badRequest } from '../errors/app-error.js';

/** Packs the position after the last item of a page into one opaque word. */
export function encodeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote. A cursor carries no authority: it only says where to go on, so its shape is checked and
 * nothing else.
 *
 * @throws AppError 400 `request.cursor_invalid` for anything else than a cursor of this list.
 */
export function decodeCursor<S extends z.ZodType>(schema: S, cursor: string): z.infer<S> {
  const parsed = schema.safeParse(readJson(cursor));
  if (parsed.success) return parsed.data;
  throw badRequest('request.cursor_invalid', 'The cursor is not one this list gave out. Start again without it.');
}

function readJson(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
