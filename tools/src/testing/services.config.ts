export interface Services {
  databaseUrl: string;
  redisUrl: string;
}

/** The real servers' addresses. Throws rather than quietly testing something else. */
export function requireServices(env: NodeJS.ProcessEnv = process.env): Services {
  const databaseUrl = env['DATABASE_URL'];
  const redisUrl = env['REDIS_URL'];
  if (!databaseUrl || !redisUrl) {
    throw new Error(
      'npm run test:services needs real servers. Set DATABASE_URL (PostgreSQL 17 with pgvector, a role that may create databases) ' +
        'and REDIS_URL (Redis 7 or later).',
    );
  }
  return { databaseUrl, redisUrl };
}
