import type { Check, Report } from '@tradewind/contracts';

/** A check of a company about which two pages and nothing bad are known. */
export function aCheck(fields: Partial<Check> = {}): Check {
  const evidence = [1, 2].map((n) => ({
    evidence_id: `ev_${String(n)}`,
    url: `https://source${String(n)}.example/page`,
    title: `Page ${String(n)}`,
    snippet: 'Meridian Trade Partners Ltd, London.',
    source: `source${String(n)}.example`,
    published_at: n === 1 ? '2024-03-01T00:00:00.000Z' : null,
    relevance: 0.9,
  }));
  return {
    check_id: 'chk_1',
    subject: { company_name: 'Meridian Trade Partners Ltd', country: 'GB', contacts: [] },
    language: 'en',
    risk_level: 'low',
    signals: [
      { category: 'registration', severity: 'positive', statement: 'Active.', evidence_ids: ['ev_1'], origin: 'llm' },
    ],
    evidence,
    watchlists: [],
    narrative: 'An active company.',
    dropped_claims: 0,
    cost: { searches: 6, input_tokens: 100, output_tokens: 10, money: { amount: '0.006000', currency: 'USD' } },
    degraded: [],
    duration_ms: 1_000,
    created_at: '2025-01-02T03:04:05.000Z',
    ...fields,
  };
}

/** A report of medium risk on {@link aCheck}. */
export function aReport(fields: Partial<Report> = {}): Report {
  return {
    report_id: 'rpt_1',
    check_id: 'chk_1',
    company_name: 'Meridian Trade Partners Ltd',
    country: 'GB',
    language: 'en',
    order_value: { amount: '48000.00', currency: 'USD' },
    payment_terms: 'open_account',
    goods: '2,000 steel flasks',
    route: { from: 'Ningbo', to: 'Felixstowe' },
    score: 42,
    risk_level: 'medium',
    factors: [
      {
        factor: 'payment_terms',
        label: 'Payment terms',
        weight: 0.2,
        risk: 85,
        reason: 'Open account.',
        evidence_ids: [],
      },
      { factor: 'entity', label: 'Buyer', weight: 0.4, risk: 10, reason: 'Nothing bad.', evidence_ids: ['ev_1'] },
    ],
    mitigations: ['Insure it.'],
    sections: [{ section: 'executive_summary', title: 'Executive summary', markdown: 'Written text [ev_1].' }],
    cost: { searches: 6, input_tokens: 100, output_tokens: 10, money: { amount: '0.006000', currency: 'USD' } },
    degraded: [],
    duration_ms: 2_000,
    created_at: '2025-01-02T03:04:05.000Z',
    ...fields,
  };
}
