import { z } from 'zod';
import { fleetEnv } from '../fleet/fleet-env.js';
import { flag, urlOf, wholeNumber, wordList } from './env-types.js';
import { parseEnv } from './parse-env.js';

/** What every process of the product reads from its environment. Durations are milliseconds, sizes bytes. */
export const PlatformConfigSchema = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: wholeNumber({ min: 0, max: 65_535 }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  DATABASE_URL: urlOf('postgres', 'postgresql'),
  DATABASE_KIND: z.enum(['postgres', 'pglite']).default('postgres'),
  /** A streaming replica that takes the reads of searches; pool and limits are those of the primary. Default: the primary takes them. */
  DATABASE_READ_URL: urlOf('postgres', 'postgresql').optional(),
  /** Connections kept open. */
  DB_POOL_SIZE: wholeNumber({ min: 1, max: 1_000 }).default(20),
  /** Further connections opened under load and closed again when idle. */
  DB_POOL_OVERFLOW: wholeNumber({ min: 0, max: 1_000 }).default(10),
  /** How long a request may wait for a connection before it is refused. */
  DB_ACQUIRE_TIMEOUT_MS: wholeNumber({ min: 1, max: 60_000 }).default(2_000),
  ...fleetEnv,
  /** Requests of one tenant in any 60 seconds, over all routes and, with Redis, all processes; 0: not limited. */
  TENANT_REQUESTS_PER_MINUTE: wholeNumber({ min: 0, max: 10_000_000 }).default(1_200),
  /** JSON in the shape of the settings' section `limits`, read again every other second: what holds until that section is edited. */
  LIMITS_FILE: z.string().optional(),
  ADMIN_KEY: z.string().min(16).optional(),
  /** Requests of one address to `/admin` in any 60 seconds, in each process. */
  ADMIN_REQUESTS_PER_MINUTE: wholeNumber({ min: 1, max: 1_000_000 }).default(600),
  SHUTDOWN_GRACE_MS: wholeNumber({ min: 0, max: 600_000 }).default(25_000),
  /** How long a process goes on accepting after it became unready, so that load balancers notice first. */
  SHUTDOWN_DRAIN_MS: wholeNumber({ min: 0, max: 60_000 }).default(500),
  /** Deadline of a request whose route sets none. */
  REQUEST_TIMEOUT_MS: wholeNumber({ min: 1, max: 600_000 }).default(30_000),
  BODY_LIMIT_BYTES: wholeNumber({ min: 1_024, max: 104_857_600 }).default(1_048_576),
  /** Arrays and objects inside each other in a JSON body. */
  JSON_DEPTH_LIMIT: wholeNumber({ min: 8, max: 1_000 }).default(64),
  EMBEDDING_DIMENSIONS: wholeNumber({ min: 2, max: 16_000 }).default(384),
  /** Origins that may call from a browser; none by default. */
  CORS_ORIGINS: wordList().default([]),
  /** Whether a proxy in front is trusted to say who the caller is (`X-Forwarded-For`). */
  TRUST_PROXY: flag().default(false),
});

export type PlatformConfig = z.infer<typeof PlatformConfigSchema>;

/** Injection token of the parsed {@link PlatformConfig}. */
export const PLATFORM_CONFIG = Symbol('PlatformConfig');

export function loadPlatformConfig(env: NodeJS.ProcessEnv = process.env): PlatformConfig {
  return parseEnv(PlatformConfigSchema, env);
}
