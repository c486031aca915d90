import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { newId, type Database } from '@tradewind/platform';
import { UsageJournal } from './usage-journal.js';

/** Says that there is to be none. */
const NO_JOURNAL = 'off';

/**
 * Opens this process's journal below `directory`, in a folder of the database's own, so that rows never find their way into
 * another one. Undefined when there is to be none, or when it cannot be written: answers then wait for the database.
 */
export async function openJournal(directory: string, database: Database): Promise<UsageJournal | undefined> {
  if (directory === NO_JOURNAL) return undefined;
  const id = await databaseId(database);
  try {
    return new UsageJournal(join(directory, id), newId('jrn'));
  } catch (error) {
    new Logger('UsageJournal').warn(
      `${directory} cannot be written (${error instanceof Error ? error.message : String(error)}): every answer waits for the database.`,
    );
    return undefined;
  }
}

/** A name that the database keeps for itself, whatever address it is reached by. */
async function databaseId(database: Database): Promise<string> {
  const rows = await database.system(async (manager) => {
    await manager.query(`
      INSERT INTO settings (name, value) VALUES ('database_id', gen_random_uuid()::text) ON CONFLICT DO NOTHING`);
    return manager.query<{ value: string }[]>(`SELECT value FROM settings WHERE name = 'database_id'`);
  });
  const id = rows[0]?.value;
  if (id === undefined) throw new Error('The database did not keep its own name.');
  return id;
}
