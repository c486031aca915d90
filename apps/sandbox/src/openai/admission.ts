import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { planOf } from '../dials/call-plan.js';
import { retryHeaders } from '../dials/faults.js';
import { defaultSettings } from '../dials/dial.js';
import { RequestError } from '../errors.js';
import { rateHeaders, type RateWindows } from './rate-window.js';

/** Parses a body or refuses it as OpenAI would, naming the first field that is wrong. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : String(part))).join('.') ?? '';
  throw new RequestError(400, `Invalid '${param.replaceAll('.[', '[')}': ${issue?.message ?? 'invalid'}`, null, param);
}

/**
 * The checks every call under `/v1` goes through: a key that begins with `invalid` is refused with 401, a model whose
 * name begins with `missing` with 404; then the dialled rate limits. Any other key, or none, and any other model are welcome.
 */
export function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  windows: RateWindows,
  call: { model: string; tokens: number },
): void {
  if (/^Bearer invalid/i.test(request.headers.authorization ?? '')) {
    throw new RequestError(401, 'Incorrect API key provided.', 'invalid_api_key');
  }
  if (call.model.startsWith('missing')) {
    throw new RequestError(404, `The model '${call.model}' does not exist.`, 'model_not_found', 'model');
  }
  const settings = planOf(request)?.settings ?? defaultSettings;
  const reading = windows.take(call.model, call.tokens, settings);
  rateHeaders(reply, reading);
  void reply.header('x-request-id', `req_sandbox_${request.id}`);
  if (reading.exceeded === null) return;
  retryHeaders(reply, settings.retry_after_ms);
  throw new RequestError(
    429,
    `Rate limit reached for '${call.model}' on ${reading.exceeded} per minute.`,
    'rate_limit_exceeded',
  );
}
