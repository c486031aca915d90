import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UsageQuery } from '@tradewind/contracts';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { UsageLedger } from '../ledger/usage-ledger.js';
import type { Outcome, UsageRow } from '../ledger/usage-row.js';
import { usageCsv } from '../report/usage-csv.js';
import { questionOf, UsageReport } from '../report/usage-report.js';
import { aUsageRow } from '../testing/usage-rows.js';
import { UsageStatistics } from './usage-statistics.js';

const OUTCOMES: Outcome[] = ['ok', 'ok', 'ok', 'refused', 'failed', 'aborted'];
const STATISTICS = `
  SELECT hour, app_id, server, model, currency, requests::int, ok::int, refused::int, failed::int, aborted::int,
    estimated::int, input_tokens::int, output_tokens::int, cost::text, latency_sum_ms::int, first_byte_sum_ms::int,
    first_byte_count::int, latency_histogram::int[]
  FROM usage_hourly ORDER BY hour, app_id, server, model, currency`;

/** Rows of three hours, four apps and three servers, the same for the same numbers. */
function rows(from: number, count: number): UsageRow[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    const outcome = OUTCOMES[at % OUTCOMES.length] ?? 'ok';
    return aUsageRow({
      started_at: new Date(Date.UTC(2026, 2, 1, 22 + (at % 3), at % 60)).toISOString(),
      app_id: `app_${String(at % 4)}`,
      tenant_id: `tnt_${String(at % 4)}`,
      server: at % 5 === 0 ? null : `server-${String(at % 2)}`,
      outcome,
      usage: outcome === 'aborted' ? 'estimated' : 'exact',
      input_tokens: at % 97,
      output_tokens: at % 31,
      cost: ((at % 7) / 1_000_000).toFixed(12),
      latency_ms: 1 + ((at * 37) % 5_000),
      first_byte_ms: outcome === 'ok' ? (at * 11) % 900 : null,
    });
  });
}

describe('usage statistics', () => {
  let store: TestDatabase;
  let ledger: UsageLedger;
  let statistics: UsageStatistics;
  const put = (some: readonly UsageRow[]) => Promise.all(some.map((row) => ledger.append(row)));
  const inForce = () => store.dataSource.query<Record<string, unknown>[]>(STATISTICS);

  beforeAll(async () => {
    store = await createTestDatabase();
    ledger = new UsageLedger(store.database);
    statistics = new UsageStatistics(store.database);
  });
  afterAll(() => store.drop());
  beforeEach(() =>
    store.dataSource.query(`
      TRUNCATE usage_ledger, usage_pending, usage_hourly, app_spend;
      UPDATE usage_aggregation SET ledger_from = '-infinity'`),
  );

  it('are the same, counted bit by bit by several replicas with late rows among them, as made anew at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await put(rows(round * 200, 200));
      await Promise.all([statistics.update(), statistics.update(), statistics.update()]);
    }
    await statistics.update();
    const incremental = await inForce();
    expect(incremental.reduce((sum, row) => sum + Number(row['requests']), 0)).toBe(1_000);
    await statistics.rebuild();
    expect(await inForce()).toEqual(incremental);
  });

  it('count no row twice when a process dies between the steps', async () => {
    await put(rows(0, 100));
    const died = store.database.system(async (manager) => {
      await manager.query(`DELETE FROM usage_pending`);
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    expect(await statistics.update()).toBe(100);
    expect(await statistics.update()).toBe(0);
  });

  it('count rows that come in while they are made anew', async () => {
    await put(rows(0, 300));
    await statistics.update();
    await Promise.all([statistics.rebuild(), put(rows(300, 300)), statistics.rebuild()]);
    await statistics.update();
    const all = await inForce();
    expect(all.reduce((sum, row) => sum + Number(row['requests']), 0)).toBe(600);
  });

  it('outlive the single calls that are cleared away, also when they are made anew', async () => {
    await put(rows(0, 120));
    await statistics.update();
    const before = await inForce();
    const now = new Date('2026-03-03T00:30:00Z');
    expect(await statistics.removeCallsOlderThan(1, now)).toBeGreaterThan(0);
    await statistics.rebuild();
    expect(await inForce()).toEqual(before);
  });

  it('answer by group and by day, with errors by outcome, money and latencies', async () => {
    await put([
      aUsageRow({ latency_ms: 100, cost: '0.5' }),
      aUsageRow({ latency_ms: 300, cost: '0.25', usage: 'estimated' }),
      aUsageRow({ outcome: 'failed', latency_ms: 9_000, cost: '0', input_tokens: 0, output_tokens: 0 }),
      aUsageRow({ started_at: '2026-03-02T00:00:00Z', server: 'other', searches: 3, cost: '1', currency: 'EUR' }),
    ]);
    await statistics.update();
    const report = new UsageReport(store.database);
    const query = UsageQuery.parse({
      group_by: 'server,app',
      from: '2026-03-01T00:00:00Z',
      to: '2026-03-03T00:00:00Z',
      granularity: 'day',
    });
    const question = questionOf(query, new Date());
    const { data } = await report.page(question, 10);
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({
      start: '2026-03-01T00:00:00.000Z',
      server: 'llm',
      app_id: 'app_1',
      requests: 3,
      ok: 2,
      errors: { refused: 0, failed: 1, aborted: 0 },
      estimated: 1,
      input_tokens: 6,
      cost: { amount: '0.750000', currency: 'USD' },
      latency_ms: { mean: 200 },
    });
    expect(data[0]?.latency_ms?.p95).toBeGreaterThan(256);
    expect(data[0]?.latency_ms?.p95).toBeLessThanOrEqual(362);
    expect(data[1]).toMatchObject({ server: 'other', searches: 3, cost: { amount: '1.000000', currency: 'EUR' } });
    const first = await report.page(question, 1);
    const second = await report.page(question, 1, first.next_cursor ?? '');
    expect([...first.data, ...second.data]).toEqual(data);
    expect(second.next_cursor).toBeNull();
  });

  it('are exported as CSV in which no name becomes a formula', async () => {
    await put([aUsageRow({ model: '=HYPERLINK("x"),y', latency_ms: 10 })]);
    await statistics.update();
    const query = UsageQuery.parse({ group_by: 'model', from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00Z' });
    const question = questionOf(query, new Date());
    let text = '';
    for await (const line of usageCsv(question, new UsageReport(store.database).rows(question))) text += line;
    const [header, row] = text.split('\r\n');
    expect(header).toMatch(/^start,model,requests,ok,/);
    expect(row).toContain(`,"'=HYPERLINK(""x""),y",1,1,0,0,0,0,3,5,0,0.000003,USD,`);
  });
});
