import { z } from 'zod';

/** A calendar instant, ISO 8601 in UTC. */
export const Timestamp = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

/** A sum of money. The amount is a decimal string, so that no rounding happens on the wire. */
export const Money = z
  .object({
    amount: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'must be a decimal number such as "12.50"'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "USD"'),
  })
  .meta({ id: 'Money', examples: [{ amount: '12.50', currency: 'USD' }] });
export type Money = z.infer<typeof Money>;

/** One part of an answer that is missing or weaker than usual, and why. */
export const Degradation = z
  .object({
    stage: z.string().meta({ description: 'What was affected', examples: ['rerank'] }),
    reason: z.string().meta({ description: 'Stable code of the cause', examples: ['upstream.timeout'] }),
  })
  .meta({ id: 'Degradation' });
export type Degradation = z.infer<typeof Degradation>;

/** Empty when the answer is whole. */
export const Degraded = z
  .array(Degradation)
  .meta({ description: 'What is missing from this answer and why; empty when it is whole' });

/** RFC 9457 problem document: the body of every error outside `/v1`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable, machine-readable cause', examples: ['capacity.queue_full'] }),
    detail: z.string().meta({ description: 'What was wrong and what to do about it' }),
    request_id: z.string(),
    retry_after_ms: z.int().optional(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'The fields that were refused' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** OpenAI's error object: the body of every error under `/v1`. */
export const OpenAiError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: 'OpenAiError' });
export type OpenAiError = z.infer<typeof OpenAiError>;

/** `{ data, next_cursor }`: the shape of every list. */
export function listOf<T extends z.ZodType>(item: T, id: string, example?: z.output<T>) {
  const list = z.object({ data: z.array(item), next_cursor: z.string().nullable() });
  return list.meta({ id, ...(example !== undefined && { examples: [{ data: [example], next_cursor: null }] }) });
}

/** Query string of every list. */
export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;
