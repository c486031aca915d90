import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { LedgerBooking } from '../booking/ledger-booking.js';
import { aUsageRow } from '../testing/usage-rows.js';
import { UsageLedger } from './usage-ledger.js';
import type { UsageRow } from './usage-row.js';

const row = (tenantId: string): UsageRow => aUsageRow({ tenant_id: tenantId });

describe('UsageLedger on PostgreSQL', () => {
  let store: TestDatabase;
  let ledger: UsageLedger;
  const count = async (tenantId: string): Promise<number> => {
    const rows = await store.database.tenant((manager) => manager.query<unknown[]>('SELECT 1 FROM usage_ledger'), {
      tenantId,
    });
    return rows.length;
  };

  beforeAll(async () => {
    store = await createTestDatabase();
    ledger = new UsageLedger(store.database);
  });
  afterAll(async () => {
    await store.drop();
  });

  it('has a row when its caller is told so, together with those of others that ended at the same time', async () => {
    await Promise.all(Array.from({ length: 1_200 }, () => ledger.append(row('tnt_many'))));
    expect(await count('tnt_many')).toBe(1_200);
  });

  it('keeps cost and tokens exactly', async () => {
    await ledger.append(row('tnt_cost'));
    const [stored] = await store.dataSource.query<Record<string, unknown>[]>(
      `SELECT cost, currency, input_tokens, output_tokens FROM usage_ledger WHERE tenant_id = 'tnt_cost'`,
    );
    expect(stored).toEqual({ cost: '0.000003450000', currency: 'USD', input_tokens: '3', output_tokens: '5' });
  });

  it('does not count a row twice when it is written again', async () => {
    const once = row('tnt_twice');
    await ledger.append(once);
    await ledger.append(once);
    expect(await count('tnt_twice')).toBe(1);
  });

  it('takes the calls of other features, whatever their names hold', async () => {
    const booking = new LedgerBooking(ledger);
    const usage = {
      feature: 'shadow-hunter',
      operation: 'check',
      server: 'search',
      model: `a\0b\uD800${'x'.repeat(500)}`,
      outcome: 'ok',
      usage: 'none',
      inputTokens: 0,
      outputTokens: 0,
      searches: 4,
      cost: '0.004',
      currency: 'USD',
      startedAt: new Date('2026-03-01T10:00:00Z'),
      latencyMs: 12.6,
    } as const;
    await asTenant('tnt_feature', () => booking.book(usage), { appId: 'app_feature' });
    expect(
      await store.dataSource.query(
        `SELECT feature, endpoint, app_id, searches, latency_ms FROM usage_ledger WHERE tenant_id = 'tnt_feature'`,
      ),
    ).toEqual([{ feature: 'shadow-hunter', endpoint: 'check', app_id: 'app_feature', searches: 4, latency_ms: 13 }]);
  });

  it('adds up what each app spends on each UTC day, once for each row', async () => {
    const spend = (id: string, started_at: string, cost: string) =>
      aUsageRow({ id, tenant_id: 'tnt_spend', app_id: 'app_spend', started_at, cost });
    const rows = [
      spend('use_s1', '2026-02-28T23:59:59.999Z', '0.5'),
      spend('use_s2', '2026-03-01T00:00:00.000Z', '0.25'),
      spend('use_s3', '2026-03-01T12:00:00.000Z', '0.25'),
    ];
    await Promise.all([...rows, ...rows].map((each) => ledger.append(each)));
    await Promise.all(rows.map((each) => ledger.append(each)));
    expect(
      await store.dataSource.query(
        `SELECT day::text, spent::float FROM app_spend WHERE app_id = 'app_spend' ORDER BY day`,
      ),
    ).toEqual([
      { day: '2026-02-28', spent: 0.5 },
      { day: '2026-03-01', spent: 0.5 },
    ]);
  });

  it('shows a tenant its own rows only, and lets it change none', async () => {
    await ledger.append(row('tnt_a'));
    await ledger.append(row('tnt_b'));
    expect(await count('tnt_a')).toBe(1);
    for (const statement of ['DELETE FROM usage_ledger', 'UPDATE usage_ledger SET cost = 0']) {
      const attempt = store.database.tenant((manager) => manager.query(statement), { tenantId: 'tnt_a' });
      await expect(attempt).rejects.toThrow(/permission denied/);
    }
  });

  it('drops a row that can never be stored, without holding up the next', async () => {
    const bad = { ...row('tnt_bad'), input_tokens: -1 };
    await expect(ledger.append(bad)).rejects.toMatchObject({ code: 'ledger.unavailable' });
    await ledger.append(row('tnt_bad'));
    expect(await count('tnt_bad')).toBe(1);
  });
});
