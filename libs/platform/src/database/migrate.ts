import { loadMigrationConfig } from './migrate-config.js';
import { runMigrations } from './run-migrations.js';

try {
  const ran = await runMigrations(loadMigrationConfig());
  for (const name of ran) process.stdout.write(`migrated ${name}\n`);
  process.stdout.write(ran.length === 0 ? 'The database is up to date.\n' : `${String(ran.length)} migrations ran.\n`);
} catch (error) {
  process.stderr.write(
    `The database could not be migrated: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
