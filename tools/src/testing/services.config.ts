export interface Services {
  databaseUrl: string;
  redisUrl: string;
}

/** The real servers' addresses; undefined unless both are set. */
export function findServices(env: NodeJS.ProcessEnv = process.env): Services | undefined {
  const databaseUrl = env['DATABASE_URL'];
  const redisUrl = env['REDIS_URL'];
  return databaseUrl && redisUrl ? { databaseUrl, redisUrl } : undefined;
}
