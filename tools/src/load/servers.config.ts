/** The servers that a run against real ones needs. */
export interface Servers {
  databaseUrl: string;
  redisUrl: string;
}

/** Undefined when one is missing. */
export function servers(env: NodeJS.ProcessEnv = process.env): Servers | undefined {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = env;
  return databaseUrl && redisUrl ? { databaseUrl, redisUrl } : undefined;
}

/** Ends the process unless both servers are named. */
export function serversOrExit(command: string): Servers {
  const named = servers();
  if (named !== undefined) return named;
  console.error(
    `${command} needs DATABASE_URL, of a PostgreSQL 17 with pgvector where databases may be created, and REDIS_URL.`,
  );
  process.exit(2);
}
