import type { Check, Evidence } from '@tradewind/contracts';
import type { Text } from '../../text/language.js';
import type { Order, Score } from '../score/score.js';

export type SectionName =
  'executive_summary' | 'buyer_background' | 'payment_and_order' | 'route_and_goods' | 'recommendation';

/** Everything a section may be written from. */
export interface Facts {
  readonly check: Check;
  readonly order: Order;
  readonly score: Score;
  readonly mitigations: readonly string[];
}

export interface SectionPlan {
  readonly section: SectionName;
  readonly title: Text;
  /** What the section is to say, for the language model. */
  readonly brief: string;
  /** The facts it may use: no section gets more than it needs. */
  readonly facts: (facts: Facts) => Record<string, unknown>;
}

/** Adding a section is adding an entry here: the report, its renderings and the events follow. */
export const SECTION_PLANS: readonly SectionPlan[] = [
  {
    section: 'executive_summary',
    title: { en: 'Executive summary', zh: '摘要' },
    brief:
      'In three to five sentences: who the buyer is, the score and level, the two or three reasons that matter most.',
    facts: (facts) => ({
      ...overall(facts),
      signals: signalsOf(facts.check),
      evidence: sourcesOf(facts.check.evidence),
    }),
  },
  {
    section: 'buyer_background',
    title: { en: 'The buyer', zh: '买方背景' },
    brief:
      'What the background check found about the buyer, category by category, good and bad, and what it could not find out.',
    facts: ({ check }) => ({
      company: { name: check.subject.company_name, country: check.subject.country },
      risk_level: check.risk_level,
      narrative: check.narrative,
      signals: signalsOf(check),
      evidence: sourcesOf(check.evidence),
      not_completed: check.degraded.map((each) => each.stage),
    }),
  },
  {
    section: 'payment_and_order',
    title: { en: 'Payment and order', zh: '付款与订单' },
    brief:
      'What the payment terms and the value of the order mean for the exporter: what can be lost, when, and how likely.',
    facts: ({ order, score }) => ({
      order: { value: order.order_value, payment_terms: order.payment_terms },
      factors: factorsOf(score, ['payment_terms', 'order_value']),
    }),
  },
  {
    section: 'route_and_goods',
    title: { en: 'Country, route and goods', zh: '国家、路线与货物' },
    brief:
      'What the destination, the route and the goods mean for the shipment: restrictions, papers, delays, diversion.',
    facts: ({ order, score, check }) => ({
      buyer_country: check.subject.country,
      order: { goods: order.goods, route: order.route },
      factors: factorsOf(score, ['route', 'goods']),
    }),
  },
  {
    section: 'recommendation',
    title: { en: 'Recommendation', zh: '建议' },
    brief:
      'Whether and under which conditions to ship, drawn from the score and the given mitigations and from nothing else.',
    facts: (facts) => ({ ...overall(facts), mitigations: facts.mitigations }),
  },
];

function overall({ check, order, score }: Facts): Record<string, unknown> {
  return {
    company: { name: check.subject.company_name, country: check.subject.country },
    score: score.score,
    risk_level: score.level,
    factors: score.factors.map(({ label, risk, weight, reason }) => ({ label, risk, weight, reason })),
    order: { value: order.order_value, payment_terms: order.payment_terms, goods: order.goods, route: order.route },
  };
}

function factorsOf(score: Score, names: readonly string[]): Record<string, unknown>[] {
  return score.factors
    .filter((factor) => names.includes(factor.factor))
    .map(({ label, risk, reason }) => ({ label, risk, reason }));
}

function signalsOf(check: Check): Record<string, unknown>[] {
  return check.signals.map(({ category, severity, statement, evidence_ids }) => ({
    category,
    severity,
    statement,
    evidence_ids,
  }));
}

/** Titles only: the signals already say what the pages show, and less foreign text reaches the model. */
function sourcesOf(evidence: readonly Evidence[]): Record<string, unknown>[] {
  return evidence.map((item) => ({
    id: item.evidence_id,
    title: item.title,
    source: item.source,
    published_at: item.published_at,
  }));
}
