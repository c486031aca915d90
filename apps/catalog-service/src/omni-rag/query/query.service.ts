import { Injectable } from '@nestjs/common';
import type { RagQueryRequest, RagQueryResponse } from '@tradewind/contracts';
import { currentScope, degrade, withDeadline, type EmbeddingPort } from '@tradewind/upstream';
import { stageMs } from '../../deal-brain/stage-share.js';
import { AnswerWriter } from './answer-writer.js';
import { PassageRanker } from './passage-ranker.js';
import { PassageSearch } from './passage-search.js';
import { RagDownstreams } from '../rag-downstreams.js';

const EMBEDDING_SHARE = 0.25;
const EMBEDDING_MAX_MS = 2_000;
/** Passages shown to the reranker for each one asked for. */
const RERANKED_PER_RESULT = 4;
const MIN_RERANKED = 20;

/** Answers a question from the tenant's documents: retrieve → rerank → answer, each stage able to be missing but the first. */
@Injectable()
export class QueryService {
  private readonly embedding: EmbeddingPort;

  constructor(
    private readonly search: PassageSearch,
    private readonly ranker: PassageRanker,
    private readonly answers: AnswerWriter,
    downstreams: RagDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  async query(request: RagQueryRequest): Promise<RagQueryResponse> {
    const found = await this.search.find({
      text: request.query,
      vector: await this.embed(request.query),
      documentIds: request.document_ids ?? null,
      limit: Math.max(MIN_RERANKED, request.limit * RERANKED_PER_RESULT),
    });
    const passages = (await this.ranker.rank(request.query, found)).slice(0, request.limit);
    const answer = request.answer ? await this.answers.write(request.query, passages) : null;
    return { passages, answer, degraded: currentScope().degraded };
  }

  private async embed(text: string): Promise<number[] | null> {
    return degrade(
      'embedding',
      async () => {
        const { vectors } = await withDeadline(stageMs(EMBEDDING_SHARE, EMBEDDING_MAX_MS), () =>
          this.embedding.embed([text]),
        );
        return vectors[0] ?? null;
      },
      () => null,
    );
  }
}
