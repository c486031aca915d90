import type { RiskLevel } from '@tradewind/contracts';

/**
 * The score model, version 1: what counts, how much, and from where on it is what. Everything a reader needs to recompute a score
 * is in this file; how a factor's own risk is found is in the file of its name.
 *
 * | factor        | weight | 0 … 100 is decided by                                                             |
 * |---------------|--------|-----------------------------------------------------------------------------------|
 * | entity        | 0.40   | the signals of the background check, worst counted most (entity.ts)               |
 * | payment_terms | 0.20   | how much of the money is at risk and for how long (payment-terms.ts)               |
 * | order_value   | 0.10   | how much one loss would cost, in bands of US dollars (order-value.ts)             |
 * | route         | 0.15   | restricted and monitored countries, and goods that go elsewhere (route.ts)         |
 * | goods         | 0.10   | controlled, dangerous, regulated and easily resold goods (goods.ts)               |
 * | missing_data  | 0.05   | what is not known about the buyer: the less, the riskier (missing-data.ts)        |
 *
 * score = Σ weight × risk, but never below the floor of a finding that must not be averaged away.
 */
export const WEIGHTS = {
  entity: 0.4,
  payment_terms: 0.2,
  order_value: 0.1,
  route: 0.15,
  goods: 0.1,
  missing_data: 0.05,
} as const;
export type FactorName = keyof typeof WEIGHTS;

/** The least score of an order in which a finding of this gravity occurs, whatever the rest looks like. */
export const FLOORS = {
  /** The buyer or the route is under sanctions: there is nothing to weigh against that. */
  prohibited: 90,
  /** The check ended with the level "critical". */
  criticalEntity: 80,
  /** The check ended with the level "high". */
  highEntity: 55,
  /** Nothing is known about the buyer: that is no low risk, however safe the order. */
  unknownEntity: 30,
} as const;

/** A score belongs to the first level whose bound it does not reach. */
const LEVELS: readonly (readonly [level: RiskLevel, below: number])[] = [
  ['low', 30],
  ['medium', 55],
  ['high', 75],
  ['critical', Infinity],
];

export function levelOf(score: number): RiskLevel {
  return LEVELS.find(([, below]) => score < below)?.[0] ?? 'critical';
}

/** The bounds of the levels from 0 to 100, for charts. */
export const LEVEL_BANDS: readonly { level: RiskLevel; from: number; to: number }[] = LEVELS.map(
  ([level, below], i) => ({
    level,
    from: LEVELS[i - 1]?.[1] ?? 0,
    to: Math.min(below, 100),
  }),
);
