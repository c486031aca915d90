import { Injectable } from '@nestjs/common';
import { degrade, UpstreamError, withDeadline, type RerankPort } from '@tradewind/upstream';
import { DealBrainDownstreams } from '../downstreams.js';
import { productText } from '../catalogue/product-text.js';
import { stageMs } from '../stage-share.js';
import type { RetrievedProduct } from './product-retriever.js';

/** Candidates a reranker sees; beyond these retrieval's order stays. */
export const RERANKED_CANDIDATES = 50;
/** Of the best score: what a reranker's noise amounts to. */
const INDISTINGUISHABLE = 0.02;
const MAX_MS = 1500;
const SHARE = 0.5;

export interface RankedProduct extends RetrievedProduct {
  /** The reranker's score; null: it did not see the product, or did not answer. */
  rerank: number | null;
}

/** Puts retrieved products into the order of the reranker, or leaves the database's order when that cannot be had in time. */
@Injectable()
export class ProductRanker {
  private readonly reranker: RerankPort;

  constructor(downstreams: DealBrainDownstreams) {
    this.reranker = downstreams.reranker;
  }

  /** Degrades the stage `rerank` to the order given. */
  async rank(query: string, candidates: RetrievedProduct[]): Promise<RankedProduct[]> {
    const head = candidates.slice(0, RERANKED_CANDIDATES);
    if (head.length < 2) return unranked(candidates);
    return degrade(
      'rerank',
      async () => {
        const documents = head.map(({ product }) => `${product.sku}\n${productText(product)}`);
        const { results } = await withDeadline(stageMs(SHARE, MAX_MS), () =>
          this.reranker.rerank({ query, documents }),
        );
        return withTail(reorder(head, results), candidates.slice(head.length));
      },
      () => unranked(candidates),
    );
  }
}

/**
 * The candidates by the reranker's scores, those it can hardly tell apart in retrieval's order, those it left out behind.
 * @throws UpstreamError `upstream.malformed` when the answer ranks nothing, the unknown, or anything twice
 */
export function reorder(
  candidates: readonly RetrievedProduct[],
  results: readonly { index: number; score: number }[],
): RankedProduct[] {
  const scores = new Map<number, number>();
  for (const { index, score } of results) {
    if (candidates[index] === undefined || scores.has(index) || !Number.isFinite(score)) throw malformed(index);
    scores.set(index, score);
  }
  if (scores.size === 0) throw malformed(undefined);
  const ranked = candidates.flatMap((candidate, index) => {
    const score = scores.get(index);
    return score === undefined ? [] : [{ ...candidate, score, rerank: score }];
  });
  const leftOut = candidates
    .filter((_, index) => !scores.has(index))
    .map((candidate) => ({ ...candidate, score: 0, rerank: 0 }));
  return [...inOrder(ranked), ...leftOut];
}

/**
 * By the reranker's scores. Where they differ by less than a reranker can tell, retrieval's order stays: it knows the spelling, the
 * numbers and the endings that two equal scores do not show. No score is higher than the one before.
 */
function inOrder(ranked: RankedProduct[]): RankedProduct[] {
  const best = Math.max(...ranked.map(({ score }) => score));
  const step = best > 0 ? best * INDISTINGUISHABLE : 1;
  const place = ({ score }: RankedProduct): number => (best > 0 ? Math.round(score / step) : score);
  let least = Number.POSITIVE_INFINITY;
  return [...ranked]
    .sort((a, b) => place(b) - place(a))
    .map((each) => ({ ...each, score: (least = Math.min(least, each.score)) }));
}

/** As they are: nobody has ranked them. */
export function unranked(candidates: readonly RetrievedProduct[]): RankedProduct[] {
  return candidates.map((candidate) => ({ ...candidate, rerank: null }));
}

/** What the reranker did not see comes behind, and so may not score higher. */
function withTail(ranked: readonly RankedProduct[], tail: readonly RetrievedProduct[]): RankedProduct[] {
  const least = ranked.at(-1)?.score ?? 1;
  return [...ranked, ...unranked(tail).map((each) => ({ ...each, score: Math.min(each.score, least) }))];
}

function malformed(index: number | undefined): UpstreamError {
  return new UpstreamError('upstream.malformed', 'The reranker did not rank the documents it was given.', {
    details: { index },
  });
}
