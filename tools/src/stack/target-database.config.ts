import { dataDirectory } from './defaults.config.js';
import { readDescription } from './stack.js';

/** `DATABASE_URL`, or the database of the product that runs here; and where the command was typed. */
export function targetDatabase(env: NodeJS.ProcessEnv = process.env): {
  databaseUrl: string | undefined;
  callersDirectory: string;
} {
  return {
    databaseUrl: env['DATABASE_URL'] ?? readDescription(dataDirectory)?.databaseUrl,
    callersDirectory: env['INIT_CWD'] ?? process.cwd(),
  };
}
