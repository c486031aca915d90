import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, urlOf, wholeNumber } from '@tradewind/platform';
import { z } from 'zod';

/** The environment of the usage ledger. */
export const UsageEnv = z.object({
  /**
   * Where rows of the ledger are kept until they are in the database. It has to outlive the process, not the machine. `off`:
   * no journal, and every answer waits for the database.
   */
  USAGE_JOURNAL_DIR: z.string().default(join(tmpdir(), 'tradewind-usage')),
  /** How long single calls are kept; statistics by the hour are kept for ever. */
  USAGE_RETENTION_DAYS: wholeNumber({ min: 1, max: 36_500 }).default(400),
});
export type UsageEnv = z.infer<typeof UsageEnv>;

/** Injection token of the parsed {@link UsageEnv}. */
export const USAGE_ENV = Symbol('UsageEnv');

/** Reads and checks the environment; a wrong value stops the start and names the variable. */
export function readUsageEnv(env: NodeJS.ProcessEnv = process.env): UsageEnv {
  return parseEnv(UsageEnv, env);
}

const RebuildEnv = z.object({
  /** The product's database, as the owner of its tables. */
  DATABASE_URL: urlOf('postgres', 'postgresql'),
});

/** What `npm run usage:rebuild` has to know. */
export function readRebuildEnv(env: NodeJS.ProcessEnv = process.env): z.infer<typeof RebuildEnv> {
  return parseEnv(RebuildEnv, env);
}
