import { z } from 'zod';
import { Money, Timestamp } from './common.js';

/** By what usage can be told apart. */
export const UsageDimension = z.enum(['tenant', 'app', 'feature', 'server', 'model']).meta({ id: 'UsageDimension' });
export type UsageDimension = z.infer<typeof UsageDimension>;

const MAX_DIMENSIONS = UsageDimension.options.length;

/** Query string of `GET /admin/usage`. */
export const UsageQuery = z.object({
  group_by: z
    .string()
    .default('server,app')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(UsageDimension).min(1).max(MAX_DIMENSIONS))
    .transform((names) => [...new Set(names)])
    .meta({ description: 'Comma-separated: tenant, app, feature, server, model', examples: ['server,app'] }),
  from: Timestamp.optional().meta({ description: 'Start, inclusive; default: 24 hours, by day 30 days, before `to`' }),
  to: Timestamp.optional().meta({ description: 'End, exclusive; default: now. Both count by whole hours (UTC)' }),
  granularity: z.enum(['hour', 'day']).default('hour'),
  format: z.enum(['json', 'csv']).default('json').meta({ description: '`csv` is all of it, without pages' }),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  cursor: z.string().max(200).optional(),
});
export type UsageQuery = z.infer<typeof UsageQuery>;

const Count = z.int().min(0);

/** One hour or day of one group and one currency. Groups that were not asked for are missing. */
export const UsageReportRow = z
  .object({
    start: Timestamp,
    tenant_id: z.string().optional(),
    tenant: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'Its name; null when there is no such tenant any more' }),
    app_id: z.string().optional(),
    app: z.string().nullable().optional().meta({ description: 'Its name; null when there is no such app any more' }),
    feature: z
      .string()
      .optional()
      .meta({ examples: ['llm-gateway'] }),
    server: z.string().nullable().optional().meta({ description: 'null for calls refused before a server was chosen' }),
    model: z.string().nullable().optional().meta({ description: 'The public name; null for what has no model' }),
    requests: Count,
    ok: Count,
    errors: z.object({ refused: Count, failed: Count, aborted: Count }),
    estimated: Count.meta({ description: 'Calls whose tokens are an estimate' }),
    input_tokens: Count,
    output_tokens: Count,
    searches: Count,
    cost: Money,
    latency_ms: z.object({ mean: z.number(), p50: z.number(), p95: z.number() }).nullable().meta({
      description: 'Of answered calls; null when there were none. Quantiles come from a histogram (steps of √2)',
    }),
    first_byte_ms: z.number().nullable().meta({ description: 'Mean time to the first byte of the upstream' }),
  })
  .meta({
    id: 'UsageReportRow',
    examples: [
      {
        start: '2026-03-01T10:00:00.000Z',
        server: 'llm',
        app_id: 'app_1',
        app: 'web shop',
        requests: 120,
        ok: 117,
        errors: { refused: 2, failed: 1, aborted: 0 },
        estimated: 1,
        input_tokens: 48_200,
        output_tokens: 20_110,
        searches: 0,
        cost: { amount: '0.019296', currency: 'USD' },
        latency_ms: { mean: 840.2, p50: 790, p95: 1_620 },
        first_byte_ms: 310.5,
      },
    ],
  });
export type UsageReportRow = z.infer<typeof UsageReportRow>;

export const UsageReportPage = z
  .object({ data: z.array(UsageReportRow), next_cursor: z.string().nullable() })
  .meta({ id: 'UsageReportPage' });
export type UsageReportPage = z.infer<typeof UsageReportPage>;
