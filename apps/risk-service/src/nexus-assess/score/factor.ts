import type { Text } from '../../text/language.js';

/** What one factor found: how risky, why, and the evidence it rests on. */
export interface FactorFinding {
  /** 0 is safe, 100 is the worst. */
  readonly risk: number;
  readonly reason: Text;
  readonly evidenceIds?: readonly string[];
  /** The whole score may not be lower than this. */
  readonly floor?: number;
}
