import { describe, expect, it } from '@jest/globals';
import { UsageReportRow } from '@tradewind/contracts';
import { columnsOf, queryOf } from './usage-query.js';
import { amountsOf, grouped, sumOf } from './usage-sums.js';

const aRow = (fields: Partial<UsageReportRow> = {}) =>
  UsageReportRow.parse({
    start: '2026-03-01T10:00:00.000Z',
    server: 'llm',
    app_id: 'app_1',
    app: 'shop',
    requests: 3,
    ok: 2,
    errors: { refused: 1, failed: 0, aborted: 0 },
    estimated: 0,
    input_tokens: 10,
    output_tokens: 5,
    searches: 0,
    cost: { amount: '0.1', currency: 'USD' },
    latency_ms: { mean: 100, p50: 90, p95: 200 },
    first_byte_ms: null,
    ...fields,
  });

describe('sums of usage', () => {
  it('add money without losing a cent, each currency apart', () => {
    const rows = [
      ...Array.from({ length: 30 }, () => aRow()),
      aRow({ cost: { amount: '0.000001', currency: 'USD' } }),
      aRow({ cost: { amount: '7', currency: 'CNY' } }),
    ];
    expect(amountsOf(sumOf(rows).cost)).toEqual([
      { currency: 'USD', amount: '3.000001' },
      { currency: 'CNY', amount: '7.00' },
    ]);
  });

  it('weigh the latency by answered calls, and leave out rows without any', () => {
    const sum = sumOf([
      aRow(),
      aRow({ ok: 6, latency_ms: { mean: 300, p50: 1, p95: 900 } }),
      aRow({ ok: 0, latency_ms: null }),
    ]);
    expect(sum).toMatchObject({ meanMs: 250, worstP95Ms: 900, requests: 9, ok: 8, refused: 3 });
    expect(sumOf([]).meanMs).toBeUndefined();
  });

  it('group by what was asked for, with a dash for what has no name', () => {
    const rows = [aRow(), aRow({ server: null, app: null }), aRow()];
    expect([...grouped(rows, ['server', 'app'])].map(([name, each]) => [name, each.length])).toEqual([
      ['llm · shop', 2],
      ['– · app_1', 1],
    ]);
  });
});

describe('the columns', () => {
  const now = new Date('2026-03-10T10:20:00.000Z');

  it('are whole hours up to the running one, or whole days', () => {
    const hours = columnsOf('day', now);
    expect([hours.length, hours[0], hours.at(-1)]).toEqual([
      24,
      '2026-03-09T11:00:00.000Z',
      '2026-03-10T10:00:00.000Z',
    ]);
    const days = columnsOf('week', now);
    expect([days.length, days[0], days.at(-1)]).toEqual([7, '2026-03-04T00:00:00.000Z', '2026-03-10T00:00:00.000Z']);
  });

  it('begin where the report begins', () => {
    expect(queryOf({ range: 'week', by: ['server'] }, now)).toBe(
      'group_by=server&granularity=day&from=2026-03-04T00%3A00%3A00.000Z',
    );
  });
});
