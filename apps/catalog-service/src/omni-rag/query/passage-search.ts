import { Injectable } from '@nestjs/common';
import type { Passage } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { lexeme, tenantKey } from '../../deal-brain/catalogue/index-terms.js';
import { vectorLiteral } from '../../deal-brain/catalogue/product-store.js';
import { fuse } from '../../deal-brain/retrieval/fusion.js';
import { termsOf } from '../../text/tokeniser.js';
import { rows } from '../store/rows.js';

export interface PassageQuery {
  text: string;
  /** Null when the query could not be embedded: full text alone decides then. */
  vector: readonly number[] | null;
  documentIds: readonly string[] | null;
  limit: number;
}

const RETRIEVED = 50;
const MAX_QUERY_TERMS = 32;
const MAX_TEXT_CANDIDATES = 5_000;
const TEXT_WEIGHT = 1;
/** A weak vector arm at equal weight costs more than it brings. */
const VECTOR_WEIGHT = 0.5;
/** Up to this many passages, reading all vectors of a tenant takes milliseconds and misses nothing. */
const EXACT_UP_TO_PASSAGES = 20_000;
const EF_SEARCH = 100;

/** Finds passages by words and by meaning, and fuses the two orders. */
@Injectable()
export class PassageSearch {
  constructor(private readonly database: Database) {}

  /** Best first; scores are shares of the best possible one. */
  async find(query: PassageQuery): Promise<Passage[]> {
    return this.database.tenant(async (manager) => {
      const byText = await this.byText(manager, query);
      const byVector = query.vector === null ? [] : await this.byVector(manager, query.vector, query.documentIds);
      const hits = fuse([
        { ids: byText, weight: TEXT_WEIGHT },
        { ids: byVector, weight: VECTOR_WEIGHT },
      ]).slice(0, query.limit);
      return this.load(manager, hits);
    });
  }

  private async byText(manager: EntityManager, { text, documentIds }: PassageQuery): Promise<string[]> {
    const key = tenantKey(currentScope().tenantId);
    const terms = termsOf(text).slice(0, MAX_QUERY_TERMS);
    if (terms.length === 0) return [];
    const found = await rows<{ id: string }>(manager, `SELECT id FROM match_passages($1, $2, $3, $4)`, [
      terms.map((term) => lexeme(key, term)),
      documentIds,
      MAX_TEXT_CANDIDATES,
      RETRIEVED,
    ]);
    return found.map(({ id }) => id);
  }

  private async byVector(
    manager: EntityManager,
    vector: readonly number[],
    documentIds: readonly string[] | null,
  ): Promise<string[]> {
    const [size] = await rows<{ passages: number }>(
      manager,
      `SELECT coalesce(sum(chunks), 0)::int AS passages FROM rag_documents`,
    );
    const exact = (size?.passages ?? 0) <= EXACT_UP_TO_PASSAGES;
    if (!exact) {
      // Without the iterative scan the index gives up before a tenant's few rows among everybody's have been met.
      await manager.query(
        `SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', $1, true)`,
        [String(EF_SEARCH)],
      );
    }
    // Adding zero hides the order from the index: an exact scan by tenant.
    const found = await rows<{ id: string }>(
      manager,
      `SELECT c.id, c.embedding <=> $1::halfvec AS distance
       FROM rag_chunks c JOIN rag_documents d ON d.id = c.document_id AND d.state IN ('searchable', 'ready')
       WHERE c.embedding IS NOT NULL AND ($2::text[] IS NULL OR c.document_id = ANY ($2))
       ORDER BY (c.embedding <=> $1::halfvec) ${exact ? '+ 0' : ''} LIMIT $3`,
      [vectorLiteral(vector), documentIds, RETRIEVED],
    );
    return found.map(({ id }) => id);
  }

  private async load(manager: EntityManager, hits: readonly { id: string; score: number }[]): Promise<Passage[]> {
    const found = await rows<Omit<Passage, 'score'>>(
      manager,
      `SELECT c.id AS passage_id, c.document_id, d.title AS document_title, c.page, c.heading, c.text
       FROM rag_chunks c JOIN rag_documents d ON d.id = c.document_id WHERE c.id = ANY ($1)`,
      [hits.map(({ id }) => id)],
    );
    const byId = new Map(found.map((passage) => [passage.passage_id, passage]));
    return hits.flatMap(({ id, score }) => {
      const passage = byId.get(id);
      return passage ? [{ ...passage, score }] : [];
    });
  }
}
