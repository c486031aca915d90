/** Järvelin & Kekäläinen's gain 2^grade − 1, discounted by log2(rank + 1), over that of the best possible ranking; 0 to 1. */
export function ndcg(grades: readonly number[], ideal: readonly number[], depth: number): number {
  const best = discounted([...ideal].sort((a, b) => b - a).slice(0, depth));
  return best === 0 ? 0 : discounted(grades.slice(0, depth)) / best;
}

/** Share of the relevant (grade ≥ 2) that stand in the first `depth`, of as many as fit there; 0 to 1. */
export function recall(grades: readonly number[], ideal: readonly number[], depth: number): number {
  const relevant = ideal.filter((grade) => grade >= 2).length;
  return relevant === 0 ? 0 : grades.slice(0, depth).filter((grade) => grade >= 2).length / Math.min(depth, relevant);
}

/** One over the rank of the first answer of the highest grade there is; 0 when it is not found. */
export function reciprocalRank(grades: readonly number[], ideal: readonly number[]): number {
  const top = Math.max(0, ...ideal);
  const rank = grades.findIndex((grade) => grade > 0 && grade === top);
  return rank < 0 ? 0 : 1 / (rank + 1);
}

function discounted(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}
