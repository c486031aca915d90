import type { Chance } from './chance.js';
import { HOSTILE_TEXTS, hostileValue } from './hostile-values.js';

/** A catalogue as NDJSON or CSV with broken lines between good ones. */
export function hostileRecords(chance: Chance): { type: string; text: Buffer } {
  return chance.happens(0.5)
    ? { type: chance.of(['application/x-ndjson', 'application/ndjson; charset=utf-8']), text: ndjson(chance) }
    : { type: chance.of(['text/csv', 'text/csv; charset=gbk', 'text/csv;header=absent']), text: csv(chance) };
}

function ndjson(chance: Chance): Buffer {
  const lines = Array.from({ length: chance.between(1, 30) }, (_, index) =>
    chance.weighted({
      good: 3,
      hostile: 4,
      deep: 1,
      long: 0.3,
      cut: 1,
    }) === 'good'
      ? JSON.stringify({ sku: `FUZZ-${index}`, name: 'Steel bottle' })
      : chance.of([
          JSON.stringify({ sku: hostileValue(chance), name: hostileValue(chance) }),
          JSON.stringify(hostileValue(chance)),
          '{"sku":"A","name":"\\ud800"}',
          '{"sku":"A\\u0000","name":"b"}',
          '['.repeat(50_000),
          '{"sku":',
          `{"sku":"${'x'.repeat(300_000)}"}`,
          '\0',
          '',
        ]),
  );
  return Buffer.from(lines.join(chance.of(['\n', '\r\n', '\n\n', '\r'])));
}

function csv(chance: Chance): Buffer {
  const cell = () =>
    chance.of([...HOSTILE_TEXTS, '12.50', 'a,b', '"', '""', '"open', 'x"y', '=cmd|calc']).slice(0, 5_000);
  const header = chance.of([
    'sku,name,price',
    '货号,名称,价格',
    'name,name,name',
    '',
    '"sku","name',
    'sku;name',
    '\uFEFFsku,name',
  ]);
  const rows = Array.from({ length: chance.between(0, 20) }, () =>
    Array.from({ length: chance.between(1, 5) }, cell).join(','),
  );
  return Buffer.from([header, ...rows].join(chance.of(['\n', '\r\n'])));
}
