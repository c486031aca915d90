import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { newId } from '@tradewind/platform';
import { entities } from './entities.js';
import type { KeyedRequest } from './idempotency/key-store.js';
import { PostgresKeyStore } from './idempotency/postgres-key-store.js';
import { PostgresRunStore } from './runs/postgres-run-store.js';
import { type RunContext, type RunSpec } from './runs/run.js';
import { Runs } from './runs/runs.js';
import type { Check } from '@tradewind/contracts';
import { PostgresReportStore } from './nexus-assess/store/postgres-report-store.js';
import { PostgresCheckStore } from './shadow-hunter/store/postgres-check-store.js';
import { inScope } from './testing/in-scope.js';
import { aCheck, aReport } from './testing/samples.js';

let db: TestDatabase;
let checks: PostgresCheckStore;
let reports: PostgresReportStore;
let keys: PostgresKeyStore;
let runStore: PostgresRunStore;

beforeAll(async () => {
  db = await createTestDatabase({ entities });
  checks = new PostgresCheckStore(db.database);
  reports = new PostgresReportStore(db.database);
  keys = new PostgresKeyStore(db.database);
  runStore = new PostgresRunStore(db.database);
});
afterAll(() => db.drop());

const as = <T>(tenantId: string, work: () => Promise<T>) => inScope(work, { tenantId });

async function keptCheck(tenantId: string) {
  const check = aCheck({ check_id: newId('chk') });
  await as(tenantId, () => checks.insert(check));
  return check;
}

describe('kept checks and reports', () => {
  it('come back exactly as they were answered', async () => {
    const check = await keptCheck('tnt_a');
    const report = aReport({
      report_id: newId('rpt'),
      check_id: check.check_id,
      score: 42.5,
      goods: "不锈钢 “x” \\ '",
    });
    await as('tnt_a', () => reports.insert(report));
    expect(await as('tnt_a', () => checks.get(check.check_id))).toEqual(check);
    expect(await as('tnt_a', () => reports.get(report.report_id))).toEqual(report);
  });

  it('do not exist for another tenant', async () => {
    const check = await keptCheck('tnt_a');
    const report = aReport({ report_id: newId('rpt'), check_id: check.check_id });
    await as('tnt_a', () => reports.insert(report));
    await expect(as('tnt_b', () => checks.get(check.check_id))).rejects.toMatchObject({ code: 'check.not_found' });
    await expect(as('tnt_b', () => reports.get(report.report_id))).rejects.toMatchObject({ code: 'report.not_found' });
    expect((await as('tnt_b', () => checks.list({ limit: 20 }))).data).toEqual([]);
    expect((await as('tnt_b', () => reports.list({ limit: 20 }))).data).toEqual([]);
  });

  it('are listed newest first, page by page, each once', async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const check = aCheck({ check_id: newId('chk', 1_700_000_000_000 + i) });
      await as('tnt_pages', () => checks.insert(check));
      made.push(check.check_id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await as('tnt_pages', () => checks.list({ limit: 2, ...(cursor !== undefined && { cursor }) }));
      seen.push(...page.data.map((check) => check.check_id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([...made].reverse());
  });
});

describe('idempotency keys', () => {
  const request = (fields: Partial<KeyedRequest> = {}): KeyedRequest => ({
    operation: 'checks',
    key: newId('key'),
    fingerprint: 'f1',
    ...fields,
  });
  const claim = (keyed: KeyedRequest, leaseMs = 60_000, tenantId = 'tnt_a') =>
    as(tenantId, () => keys.claim(keyed, newId('clm'), leaseMs));

  it('are claimed by one of many at once', async () => {
    const keyed = request();
    const results = await Promise.all(Array.from({ length: 8 }, () => claim(keyed)));
    expect(results.map((result) => result.state).sort()).toEqual(['claimed', ...Array<string>(7).fill('running')]);
  });

  it('tell another body from the same one', async () => {
    const keyed = request();
    await claim(keyed);
    expect(await claim({ ...keyed, fingerprint: 'f2' })).toEqual({ state: 'other_body' });
  });

  it('belong to one tenant and one operation', async () => {
    const keyed = request();
    await claim(keyed);
    expect((await claim(keyed, 60_000, 'tnt_b')).state).toBe('claimed');
    expect((await claim({ ...keyed, operation: 'reports' })).state).toBe('claimed');
  });

  it('pass to a repeat when the process that held them died, but not for another body', async () => {
    const keyed = request();
    await claim(keyed, -1);
    expect(await claim({ ...keyed, fingerprint: 'f2' })).toEqual({ state: 'other_body' });
    expect((await claim(keyed)).state).toBe('claimed');
  });

  it('are forgotten after a day', async () => {
    const keyed = request();
    await claim(keyed);
    await db.dataSource.query(`UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE key = $1`, [
      keyed.key,
    ]);
    expect((await claim({ ...keyed, fingerprint: 'f2' })).state).toBe('claimed');
  });

  it('let work run once over two replicas, and both answer the same', async () => {
    let runs = 0;
    const what = specOf(newId('key'), async ({ id, commit }) => {
      runs += 1;
      const check = aCheck({ check_id: id });
      await checks.insert(check, commit);
      return check;
    });
    const replicas = [new Runs(keys, runStore), new Runs(keys, runStore)];
    const answers = await Promise.all(
      [0, 1, 0, 1].map((i) => as('tnt_a', async () => (await replicas[i]?.begin(what))?.answer())),
    );
    expect(runs).toBe(1);
    expect(new Set(answers.map((answer) => answer?.check_id)).size).toBe(1);
  });

  it('remember nothing of an answer that was not kept', async () => {
    const key = newId('key');
    let tried = '';
    const what = specOf(key, async ({ id, commit }) => {
      tried = id;
      const check = aCheck({ check_id: id });
      await checks.insert(check, async (manager) => {
        await commit(manager);
        throw new Error('lost');
      });
      return check;
    });
    const run = as('tnt_a', async () => (await new Runs(keys, runStore).begin(what)).answer());
    await expect(run).rejects.toThrow('lost');
    await expect(as('tnt_a', () => checks.get(tried))).rejects.toMatchObject({ code: 'check.not_found' });
    expect((await claim(request({ key, operation: 'checks', fingerprint: 'other' }))).state).toBe('claimed');
  });
});

describe('journals of runs', () => {
  const entry = (id: number) => ({ id, event: 'stage', data: { text: `不锈钢 ${String(id)}` } });

  it('give back what was written after an entry, in order, to their own tenant alone', async () => {
    const id = newId('chk');
    await as('tnt_a', () => runStore.open('checks', id, 10_000));
    await as('tnt_a', () => runStore.append(id, [entry(1), entry(2)], false));
    expect(await as('tnt_a', () => runStore.read('checks', id, 0))).toEqual({
      entries: [entry(1), entry(2)],
      state: 'running',
    });
    await as('tnt_a', () => runStore.append(id, [entry(3)], true));
    expect(await as('tnt_a', () => runStore.read('checks', id, 2))).toEqual({ entries: [entry(3)], state: 'ended' });
    expect(await as('tnt_b', () => runStore.read('checks', id, 0))).toBeUndefined();
    expect(await as('tnt_a', () => runStore.read('reports', id, 0))).toBeUndefined();
  });

  it('are lost when their process did not end them within its lease', async () => {
    const id = newId('chk');
    await as('tnt_a', () => runStore.open('checks', id, -1));
    expect(await as('tnt_a', () => runStore.read('checks', id, 0))).toEqual({ entries: [], state: 'lost' });
  });
});

function specOf(key: string, perform: (context: RunContext) => Promise<Check>): RunSpec<Check> {
  return {
    ...{ operation: 'checks', idempotencyKey: key, body: { company: 'a' }, keep: true, streamed: false },
    newId: () => newId('chk'),
    perform,
    load: (id) => checks.get(id),
  };
}
