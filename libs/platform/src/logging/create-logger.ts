import { findScope } from '@tradewind/upstream/core';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { PlatformConfig } from '../config/platform-config.js';
import { traceIdOf } from '../tracing/call-spans.js';
import { prettyStream } from './pretty-stream.js';
import { serializeError } from './serialize-error.js';

/** Fields that hold secrets wherever they appear in what is logged, up to two levels deep. */
const SECRET_FIELDS = ['authorization', 'cookie', 'apiKey', 'api_key', 'password', 'secret', 'token'];
const REDACTED = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/**
 * The process's logger. Every line written while a request or task is worked on carries its id and tenant by itself.
 *
 * @param destination default: standard output
 */
export function createLogger(
  config: Pick<PlatformConfig, 'LOG_LEVEL' | 'LOG_FORMAT'>,
  service: string,
  destination: DestinationStream = process.stdout,
): Logger {
  return pino(
    {
      level: config.LOG_LEVEL,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
      redact: { paths: REDACTED, censor: '[redacted]' },
      mixin: scopeFields,
      // What is said on a line wins over what its surroundings say.
      mixinMergeStrategy: (line, surroundings) => ({ ...surroundings, ...line }),
    },
    config.LOG_FORMAT === 'pretty' ? prettyStream(destination) : destination,
  );
}

function scopeFields(): Record<string, string> {
  const scope = findScope();
  if (scope === undefined) return {};
  const traceId = traceIdOf(scope);
  return {
    requestId: scope.requestId,
    ...(scope.tenantId !== 'anonymous' && { tenantId: scope.tenantId }),
    ...(traceId !== undefined && { traceId }),
  };
}
