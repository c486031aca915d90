import { Inject, Injectable } from '@nestjs/common';
import type { Passage } from '@tradewind/contracts';
import { degrade, UpstreamError, withDeadline, type RerankPort } from '@tradewind/upstream';
import { stageMs } from '../../deal-brain/stage-share.js';
import { passageText } from './passage-text.js';
import { RagDownstreams } from '../rag-downstreams.js';

const SHARE = 0.4;
const MAX_MS = 3_000;

/** Puts passages into the order of the reranker, or leaves the database's when that cannot be had in time. */
@Injectable()
export class PassageRanker {
  private readonly reranker: RerankPort;

  constructor(@Inject(RagDownstreams) downstreams: Pick<RagDownstreams, 'reranker'>) {
    this.reranker = downstreams.reranker;
  }

  /** Degrades the stage `rerank` to the order given. */
  async rank(query: string, passages: Passage[]): Promise<Passage[]> {
    if (passages.length < 2) return passages;
    return degrade(
      'rerank',
      async () => {
        const documents = passages.map(passageText);
        const { results } = await withDeadline(stageMs(SHARE, MAX_MS), () =>
          this.reranker.rerank({ query, documents }),
        );
        return reordered(passages, results);
      },
      () => passages,
    );
  }
}

/** @throws UpstreamError `upstream.malformed` when the answer names a passage it was not given */
function reordered(passages: readonly Passage[], results: readonly { index: number; score: number }[]): Passage[] {
  const ranked = results.map(({ index, score }) => {
    const passage = passages[index];
    if (!passage) throw new UpstreamError('upstream.malformed', 'The reranker ranked a passage it was not given.');
    return { ...passage, score };
  });
  const seen = new Set(ranked.map(({ passage_id: id }) => id));
  const leftOut = passages.filter(({ passage_id: id }) => !seen.has(id)).map((passage) => ({ ...passage, score: 0 }));
  return [...ranked.sort((one, other) => other.score - one.score), ...leftOut];
}
