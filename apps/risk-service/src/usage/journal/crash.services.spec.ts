import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { UsageLedger } from '../ledger/usage-ledger.js';
import { aUsageRow } from '../testing/usage-rows.js';
import { recover } from './recover.js';
import { UsageJournal } from './usage-journal.js';

/** A process that writes rows to the journal as it was built, and says so after each. */
const WRITER = `
  import { writeSync } from 'node:fs';
  import { UsageJournal } from ${JSON.stringify(new URL('../../../dist/usage/journal/usage-journal.js', import.meta.url).href)};
  const row = JSON.parse(process.argv[2]);
  const journal = new UsageJournal(process.argv[1], 'killed');
  for (let at = 0; ; at += 1) {
    const id = 'use_' + String(at).padStart(8, '0');
    journal.write(JSON.stringify({ ...row, id }));
    writeSync(1, id + '\\n');
  }
`;

describe('the usage journal', () => {
  let directory: string;
  let store: TestDatabase;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tradewind-journal-'));
    store = await createTestDatabase();
  });
  afterEach(async () => {
    await store.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  const ids = async (): Promise<string[]> =>
    (await store.dataSource.query<{ id: string }[]>('SELECT id FROM usage_ledger ORDER BY id')).map(({ id }) => id);

  it('has every row that was acknowledged before a kill -9, once, also when it is replayed again', async () => {
    const acknowledged = await killed(directory);
    expect(acknowledged.length).toBeGreaterThan(100);
    const journal = new UsageJournal(directory, 'next');
    const ledger = new UsageLedger(store.database, journal);
    const replay = (now: number) =>
      recover(journal, { store: (line) => ledger.store(line), now: () => now, everything: true });
    expect(await replay(Date.now())).toBeGreaterThanOrEqual(acknowledged.length);
    expect(await ids()).toEqual(expect.arrayContaining(acknowledged));
    const stored = await ids();
    await replay(Date.now() + 120_000);
    expect(await ids()).toEqual(stored);
    await ledger.onApplicationShutdown();
    expect(readdirSync(directory)).toEqual([]);
  }, 30_000);

  it('leaves no file behind when everything is stored', async () => {
    const journal = new UsageJournal(directory, 'one');
    const ledger = new UsageLedger(store.database, journal);
    for (let row = 0; row < 5_000; row += 1) void ledger.append(aUsageRow());
    await ledger.onApplicationShutdown();
    expect(await ids()).toHaveLength(5_000);
    expect(readdirSync(directory)).toEqual([]);
  });
});

/** Runs the writer, kills it in the middle of its work, and returns the ids it had acknowledged. */
function killed(directory: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let output = '';
    const args = ['--input-type=module', '-e', WRITER, directory, JSON.stringify(aUsageRow())];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (output.length > 10_000) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', () => {
      resolve(output.slice(0, output.lastIndexOf('\n')).split('\n'));
    });
  });
}
