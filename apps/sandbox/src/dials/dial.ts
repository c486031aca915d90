import { z } from 'zod';
import { kinds } from '../kinds.js';

const rate = z.number().min(0, 'must be a share from 0 to 1').max(1, 'must be a share from 0 to 1');
const durationMs = z.number().min(0).max(600_000);

/** What can be made wrong with a downstream. */
export const DialSettings = z.strictObject({
  /** Median time before the first byte, in milliseconds. */
  latency_ms: durationMs,
  /** 99th percentile ÷ median of the log-normal latency; 1 is constant. */
  latency_spread: z.number().min(1).max(100),
  /** Share of calls answered with `error_status`. */
  error_rate: rate,
  error_status: z.int().min(400).max(599),
  /** Share of calls answered 429 with both retry headers. */
  rate_limit_rate: rate,
  /** What 429 answers (and 503 ones) tell the caller to wait. */
  retry_after_ms: z.int().min(0).max(86_400_000),
  /** Share of calls that are never answered; they end when the caller leaves. */
  hang_rate: rate,
  /** Share of answers whose JSON (in a stream: one event) cannot be parsed. */
  broken_json_rate: rate,
  /** Share of answers whose socket is destroyed in mid-body. */
  cut_stream_rate: rate,
  /** Pause between two pieces of the body: events of a stream, else sixteenths of the answer. */
  slow_body_ms: durationMs,
  /** Calls served at the same time, null for any number; one more is answered 429. */
  capacity: z.int().min(0).max(100_000).nullable(),
  /** Enforced over a sliding minute and told in `x-ratelimit-*`; null announces a very large limit. */
  requests_per_minute: z.int().min(1).max(10_000_000).nullable(),
  tokens_per_minute: z.int().min(1).max(10_000_000_000).nullable(),
  /** Seed of everything random in this scope. */
  seed: z.int(),
});
export type DialSettings = z.infer<typeof DialSettings>;

export const DialScope = z.strictObject({
  kind: z.enum(kinds, { error: `must be one of ${kinds.join(', ')}` }),
  /** Only calls that name this model. */
  model: z.string().min(1).optional(),
  /** Only calls whose path starts with this. */
  path: z.string().startsWith('/', 'must start with "/"').optional(),
});
export type DialScope = z.infer<typeof DialScope>;

/** A scope and what changes in it; what is left out stays as it was. */
export const DialInput = DialSettings.partial().extend(DialScope.shape);
export type DialInput = z.infer<typeof DialInput>;

export const DialInputs = z.array(DialInput).min(1).max(100);

/** Nothing is wrong. */
export const defaultSettings: DialSettings = {
  latency_ms: 0,
  latency_spread: 1,
  error_rate: 0,
  error_status: 500,
  rate_limit_rate: 0,
  retry_after_ms: 1000,
  hang_rate: 0,
  broken_json_rate: 0,
  cut_stream_rate: 0,
  slow_body_ms: 0,
  capacity: null,
  requests_per_minute: null,
  tokens_per_minute: null,
  seed: 1,
};

/** `latency_ms: must be …; colour: is not a dial` */
export function explainProblems(error: z.ZodError): string {
  const known = Object.keys(DialInput.shape).join(', ');
  return error.issues
    .map((issue) => {
      const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
      return issue.code === 'unrecognized_keys'
        ? `${where}unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}; known are ${known}`
        : `${where}${issue.message}`;
    })
    .join('; ');
}
