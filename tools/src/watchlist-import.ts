// npm run watchlist:import FILE: imports a watch-list into the database of DATABASE_URL, or of the product that `npm start` runs here.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTarget } from './stack/import-target.config.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const script = resolve(ROOT, 'apps/risk-service/dist/watchlist/import/main.js');
const { databaseUrl, callersDirectory } = importTarget();
if (databaseUrl === undefined) {
  console.error(
    'Set DATABASE_URL, or start the product with `npm start` in another terminal: no database is known here.',
  );
  process.exit(1);
}
const child = spawn(process.execPath, [script, ...process.argv.slice(2)], {
  // Paths are the caller's, and npm runs scripts at the root.
  cwd: callersDirectory,
  env: { ...process.env, DATABASE_URL: databaseUrl },
  stdio: 'inherit',
});
child.once('exit', (code) => process.exit(code ?? 1));
