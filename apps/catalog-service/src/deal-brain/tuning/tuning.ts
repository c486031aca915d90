import type { Boost, SynonymGroup } from '@tradewind/contracts';

/** How a tenant bends search: what means the same, and what counts more. */
export interface Tuning {
  synonyms: readonly SynonymGroup[];
  boosts: readonly Boost[];
}
