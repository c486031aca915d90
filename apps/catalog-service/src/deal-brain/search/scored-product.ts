import type { HitScores, Product } from '@tradewind/contracts';
import type { RetrievedProduct } from '../retrieval/product-retriever.js';

/** A product in the order of the answer. */
export interface ScoredProduct extends RetrievedProduct {
  /** Retrieval's score, before reranking and boosts. */
  fused: number;
  /** Null: not reranked. */
  rerank: number | null;
  boost: number;
}

/**
 * How well a product answers by itself, 0 to 1, whatever the others do: what the reranker says; without it the share of the query's
 * words that it has, or how near it is in meaning. Ranks say nothing of that: the best of bad ones is first, too.
 */
export function strength({ rerank, evidence }: Pick<ScoredProduct, 'rerank' | 'evidence'>): number {
  return rerank ?? Math.max(evidence.text ?? 0, evidence.vector ?? 0);
}

export function debugScores({ evidence, fused, rerank, boost }: ScoredProduct): HitScores {
  return {
    text: evidence.text,
    text_rank: evidence.textRank,
    vector: evidence.vector,
    vector_rank: evidence.vectorRank,
    fused,
    rerank,
    boost,
  };
}

/** A product of a later page: its place was decided with the first one, and only its score is still known. */
export function unread(product: Product, score: number): ScoredProduct {
  const evidence = { text: null, textRank: null, vector: null, vectorRank: null };
  return { product, score, evidence, fused: score, rerank: null, boost: 1 };
}
