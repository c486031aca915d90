import { describe, expect, it } from '@jest/globals';
import type { Evidence, Signal } from '@tradewind/contracts';
import { findSignals } from './find-signals.js';
import { mergeSignals } from './merge-signals.js';

let next = 0;
const evidence = (snippet: string): Evidence => ({
  evidence_id: `ev_${String((next += 1))}`,
  url: 'https://example.com',
  title: '',
  snippet,
  source: 'example.com',
  published_at: null,
  relevance: 0.9,
});
const signal = (fields: Partial<Signal>): Signal => ({
  category: 'litigation',
  severity: 'high',
  statement: 's',
  evidence_ids: ['ev_1'],
  origin: 'rule',
  ...fields,
});

describe('findSignals', () => {
  it.each([
    ['The company was added to the OFAC SDN list in 2022.', 'sanctions', 'critical'],
    ['该公司被列入实体清单。', 'sanctions', 'critical'],
    ['A winding-up petition was presented.', 'litigation', 'high'],
    ['该企业为失信被执行人。', 'litigation', 'high'],
    ['Ordered to pay 40,000 pounds to its supplier.', 'litigation', 'medium'],
    ['Directors were charged with fraud.', 'adverse_news', 'high'],
    ['Several suppliers report unpaid invoices.', 'adverse_news', 'medium'],
    ['长期拖欠货款。', 'adverse_news', 'medium'],
    ['The company was struck off the register.', 'registration', 'high'],
    ['Incorporated in 1998, active company.', 'registration', 'positive'],
    ['Customs records show 120 shipments.', 'trade_record', 'positive'],
    ['Official website of the group.', 'web_presence', 'positive'],
  ])('reads “%s” as %s, %s', async (text, category, severity) => {
    const item = evidence(text);
    const [first] = await findSignals([item]);
    expect(first).toMatchObject({ category, severity, origin: 'rule', evidence_ids: [item.evidence_id] });
    expect(first?.statement).toContain(text);
  });

  it.each([
    'The company has no court judgments against it.',
    'It was cleared of fraud.',
    'The lawsuit was dismissed in 2021.',
    'It does not appear on any list: not listed on the sanctions list.',
    '该公司没有诉讼记录。',
    '未被列入制裁名单。',
  ])('does not turn a denial into an accusation: “%s”', async (text) => {
    expect(await findSignals([evidence(text)])).toEqual([]);
  });

  it('gives one signal per rule, resting on every page that shows it', async () => {
    const pages = [evidence('It is bankrupt.'), evidence('Liquidators took over.')];
    expect((await findSignals(pages)).map((found) => found.evidence_ids)).toEqual([
      pages.map((item) => item.evidence_id),
    ]);
  });
});

describe('mergeSignals', () => {
  it('keeps a serious finding the model passed over, but believes it less', () => {
    const model = [signal({ origin: 'llm', severity: 'positive', category: 'web_presence' })];
    const merged = mergeSignals(model, [signal({}), signal({ category: 'sanctions', severity: 'critical' })]);
    expect(merged.map((item) => [item.category, item.severity])).toEqual([
      ['sanctions', 'high'],
      ['litigation', 'medium'],
      ['web_presence', 'positive'],
    ]);
  });

  it('does not repeat what the model found on the same page', () => {
    const model = [signal({ origin: 'llm', severity: 'medium' })];
    expect(mergeSignals(model, [signal({})])).toEqual(model);
  });

  it('leaves the weaker findings of the rules to the model', () => {
    expect(mergeSignals([], [signal({ severity: 'medium' }), signal({ severity: 'positive' })])).toEqual([]);
  });
});
