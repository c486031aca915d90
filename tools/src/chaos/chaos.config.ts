/** What `npm run test:chaos` reads from its environment. */
export interface ChaosConfig {
  databaseUrl: string;
  redisUrl: string;
  /** Commands that restart the real servers; without them they are cut off by a proxy, as a restart looks from outside. */
  restartPostgres: string | undefined;
  restartRedis: string | undefined;
  seed: number;
  documents: number;
}

const DOCUMENTS = 60;

export const USAGE = `npm run test:chaos needs a PostgreSQL 17 with pgvector and a Redis 7 or later that it may disturb and EMPTY:
  DATABASE_URL   a role that may create databases and end its own connections
  REDIS_URL      FLUSHALL is sent to it
and takes, if you like:
  CHAOS_RESTART_POSTGRES, CHAOS_RESTART_REDIS   shell commands that really restart them and return when they are back
                                                (default: connections are ended and refused for two seconds)
  CHAOS_SEED (default 1), CHAOS_DOCUMENTS (default ${DOCUMENTS})`;

/** Undefined when a server is missing. */
export function chaosConfig(env: NodeJS.ProcessEnv = process.env): ChaosConfig | undefined {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = env;
  if (!databaseUrl || !redisUrl) return undefined;
  return {
    databaseUrl,
    redisUrl,
    restartPostgres: env['CHAOS_RESTART_POSTGRES'],
    restartRedis: env['CHAOS_RESTART_REDIS'],
    seed: Number(env['CHAOS_SEED'] ?? 1),
    documents: Number(env['CHAOS_DOCUMENTS'] ?? DOCUMENTS),
  };
}
