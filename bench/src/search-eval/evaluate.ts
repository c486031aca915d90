import type { ProductInput } from '@tradewind/contracts';
import { GROUPS, type Group, type JudgedQuery } from './judgement.js';
import { ndcg, recall, reciprocalRank } from './measures.js';

/** Ranks products for a query: skus, best first. */
export type Ranking = (query: string, limit: number) => string[] | Promise<string[]>;

export interface Quality {
  ndcg10: number;
  recall50: number;
  mrr: number;
  queries: number;
}

/** Deep enough that enough remain when the products that are not judged have been left out. */
const DEPTH = 100;

/** The quality of a ranking, per group of queries and over `all` of them, every query counting the same. */
export async function evaluate(
  rank: Ranking,
  queries: readonly JudgedQuery[],
  products: readonly ProductInput[],
  onQuery: (query: JudgedQuery, ndcg10: number, ranking: string[]) => void = () => undefined,
): Promise<Record<Group | 'all', Quality>> {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const scores: (Quality & { group: Group })[] = [];
  for (const judged of queries) {
    const ranking = await rank(judged.query, DEPTH);
    const gradeOf = (product: ProductInput | undefined): number | undefined =>
      product === undefined ? 0 : judged.gradeOf(product);
    const grades = ranking.map((sku) => gradeOf(bySku.get(sku))).filter((grade) => grade !== undefined);
    const ideal = products.map(gradeOf).filter((grade) => grade !== undefined);
    if (!ideal.some((grade) => grade >= 2)) continue;
    const ndcg10 = ndcg(grades, ideal, 10);
    onQuery(judged, ndcg10, ranking);
    scores.push({
      group: judged.group,
      ndcg10,
      recall50: recall(grades, ideal, 50),
      mrr: reciprocalRank(grades, ideal),
      queries: 1,
    });
  }
  const groups = GROUPS.map((group) => [group, mean(scores.filter((score) => score.group === group))]);
  return Object.fromEntries([...groups, ['all', mean(scores)]]) as Record<Group | 'all', Quality>;
}

function mean(scores: readonly Quality[]): Quality {
  const of = (field: keyof Quality): number =>
    scores.reduce((sum, score) => sum + score[field], 0) / Math.max(1, scores.length);
  return { ndcg10: of('ndcg10'), recall50: of('recall50'), mrr: of('mrr'), queries: scores.length };
}
