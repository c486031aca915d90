import { parseEnv } from '../config/parse-env.js';
import { PlatformConfigSchema } from '../config/platform-config.js';
import type { MigrationConfig } from './run-migrations.js';

/** A migration needs to know the database and nothing else of a service's environment. */
export function loadMigrationConfig(env: NodeJS.ProcessEnv = process.env): MigrationConfig {
  return parseEnv(
    PlatformConfigSchema.pick({ DATABASE_URL: true, DATABASE_KIND: true, EMBEDDING_DIMENSIONS: true }),
    env,
  );
}
