import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoCatalogue } from '../demo/catalogue.js';
import { createThrowawayDatabase } from '../fleet/throwaway-database.js';
import { descriptionFile, Stack, type StackDescription } from '../stack/stack.js';
import type { Services } from './services.config.js';
import { ROOT } from './step.js';

/** Free ports are chosen for all of them, so that a product that already runs on this machine is left alone. */
const ANY_PORT = { edge: 0, risk: 0, catalog: 0, worker: 0, sandbox: 0, database: 0 };
const BAD_LINES = /unhandled ?rejection|uncaught ?exception|MaxListenersExceededWarning/i;

/** The log of everything that {@link withProduct} of this name starts. */
export function logOf(name: string): string {
  return join(ROOT, 'e2e/test-results', `${name}.log`);
}

/**
 * Starts the whole product on a throw-away database, does `work` with it, reads its log afterwards and ends it.
 *
 * @param name of its log in `e2e/test-results`
 * @param env for the services, over the defaults
 * @param databasePassword put into the address of a real server; one that trusts this machine does not look at it
 * @returns the exit code of `work`, and 1 when the product did not start or logged what it must not
 */
export async function withProduct(
  services: Partial<Services>,
  name: string,
  work: (description: StackDescription, descriptionFile: string) => Promise<number>,
  { env = {}, databasePassword }: { env?: Record<string, string>; databasePassword?: string } = {},
): Promise<number> {
  const logFile = logOf(name);
  mkdirSync(join(logFile, '..'), { recursive: true });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tradewind-e2e-'));
  const database =
    services.databaseUrl === undefined ? undefined : await createThrowawayDatabase(services.databaseUrl, 'e2e');
  const stack = new Stack(
    {
      dataDirectory,
      ports: ANY_PORT,
      tenants: ['demo', 'stranger', 'crashed', 'undisturbed', 'following', 'attacked'],
      databaseUrl: database && withPassword(database.url, databasePassword),
      redisUrl: services.redisUrl,
      env: { LOG_FORMAT: 'json', ...env },
      out: createWriteStream(logFile),
    },
    (message) => console.error(message),
  );
  try {
    const description = await stack.start();
    await loadDemoCatalogue(description);
    const code = await work(description, descriptionFile(dataDirectory));
    return code === 0 && logIsClean(logFile) ? 0 : 1;
  } catch (error) {
    console.error(`The product did not start: ${String(error)}\nIts log: ${logFile}`);
    return 1;
  } finally {
    await stack.stop();
    await database?.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** The address with a password, unless it has one of its own. */
function withPassword(databaseUrl: string, password: string | undefined): string {
  const url = new URL(databaseUrl);
  if (password !== undefined && url.password === '') url.password = password;
  return url.href;
}

function logIsClean(file: string): boolean {
  const bad = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => BAD_LINES.test(line));
  if (bad.length > 0) console.error(`The product logged what it must not:\n${bad.slice(0, 5).join('\n')}`);
  return bad.length === 0;
}
