/** One retriever's answer, best first. */
export interface RankedList {
  ids: readonly string[];
  /** How much it counts against the others. */
  weight: number;
}

export interface FusedHit {
  id: string;
  score: number;
}

/** Dampens the lead of first places; the value of the paper. */
const RANK_OFFSET = 60;

/**
 * Weighted reciprocal rank fusion: needs no comparable scores, only orders (Cormack, Clarke, Büttcher 2009). Scores are shares of the
 * best possible one, so that 1 means first in every list. Ties keep the order of the first list that has them.
 */
export function fuse(lists: readonly RankedList[]): FusedHit[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of lists) {
    for (const [rank, id] of ids.entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (RANK_OFFSET + rank + 1));
  }
  const best = lists.reduce((sum, { weight }) => sum + weight, 0) / (RANK_OFFSET + 1);
  return [...scores].map(([id, score]) => ({ id, score: Math.min(1, score / best) })).sort((a, b) => b.score - a.score);
}
