import { z } from 'zod';
import { decimalNumber, urlOf } from '../config/env-types.js';
import { parseEnv } from '../config/parse-env.js';

/** Traces, under the names that OpenTelemetry gives its variables everywhere; `OTEL_EXPORTER_OTLP_HEADERS` is read by the exporter. */
export const TracingEnv = z.object({
  /** Where traces go (OTLP over HTTP, JSON), e.g. `http://otel-collector:4318`. Default: nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf('http', 'https').optional(),
  /** Share of traces kept when the caller has not decided. */
  OTEL_TRACES_SAMPLER_ARG: decimalNumber({ min: 0, max: 1 }).default(1),
});
export type TracingConfig = z.infer<typeof TracingEnv>;

export function loadTracingConfig(env: NodeJS.ProcessEnv = process.env): TracingConfig {
  return parseEnv(TracingEnv, env);
}
