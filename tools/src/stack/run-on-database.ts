import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { targetDatabase } from './target-database.config.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a script of the product, with what was typed behind the command, on the database that is meant; ends as it ends. */
export function runOnDatabase(script: string): void {
  const { databaseUrl, callersDirectory } = targetDatabase();
  if (databaseUrl === undefined) {
    console.error(
      'Set DATABASE_URL, or start the product with `npm start` in another terminal: no database is known here.',
    );
    process.exit(1);
  }
  const child = spawn(process.execPath, [resolve(ROOT, script), ...process.argv.slice(2)], {
    // Paths are the caller's, and npm runs scripts at the root.
    cwd: callersDirectory,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: 'inherit',
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}
