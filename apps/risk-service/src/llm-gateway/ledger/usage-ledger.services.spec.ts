import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { createScope, systemClock } from '@tradewind/upstream';
import { CallRecord } from '../calls/call-record.js';
import { PriceList } from './price-list.js';
import { UsageLedger } from './usage-ledger.js';
import type { UsageRow } from './usage-row.js';

const prices = new PriceList('USD', new Map([['m', { inputPerMillion: 0.15, outputPerMillion: 0.6 }]]));

function row(tenantId: string, model = 'm'): UsageRow {
  const scope = createScope({ tenantId, appId: 'app_1', deadlineMs: 1_000 });
  const call = new CallRecord('chat.completions', scope, systemClock);
  call.model = model;
  return call.toRow({ outcome: 'ok', status: 200, usage: { kind: 'exact', inputTokens: 3, outputTokens: 5 } }, prices);
}

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

  it('stores what callers make of a model name', async () => {
    await ledger.append(row('tnt_text', `a\0b\uD800${'x'.repeat(500)}`));
    expect(await count('tnt_text')).toBe(1);
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
