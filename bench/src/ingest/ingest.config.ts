export interface BenchServers {
  databaseUrl: string;
  redisUrl: string;
}

export const USAGE = `npm run bench:ingest measures on real servers: set DATABASE_URL (PostgreSQL 17 with pgvector, a role that may create
databases; it makes one of its own and drops it) and REDIS_URL (Redis 7 or later, to which nobody else is connected).`;

/** Undefined when a server is missing. */
export function benchServers(env: NodeJS.ProcessEnv = process.env): BenchServers | undefined {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = env;
  return databaseUrl && redisUrl ? { databaseUrl, redisUrl } : undefined;
}
