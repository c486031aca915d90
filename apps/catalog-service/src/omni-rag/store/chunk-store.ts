import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lexeme, tenantKey } from '../../deal-brain/catalogue/index-terms.js';
import { vectorLiteral } from '../../deal-brain/catalogue/product-store.js';
import { termsOf } from '../../text/tokeniser.js';
import type { Chunk } from '../chunk/chunker.js';
import { rows } from './rows.js';

export interface StoredChunk {
  id: string;
  page: number;
  heading: string | null;
  text: string;
}

export type OrderedChunk = StoredChunk & { ordinal: number };

/** A passage with the text form of its tsvector. */
export type IndexedChunk = Chunk & { terms: string };

/** Makes a passage searchable by its words and its heading's. Takes the time of a tokeniser, so it is kept out of transactions. */
export function indexed(chunk: Chunk, tenantId: string): IndexedChunk {
  const key = tenantKey(tenantId);
  const terms = termsOf(`${chunk.heading ?? ''}\n${chunk.text}`);
  return { ...chunk, terms: terms.map((term) => lexeme(key, term)).join(' ') };
}

/** Passages, in the caller's tenant transaction. Their ids are deterministic, so doing anything twice changes nothing. */
@Injectable()
export class ChunkStore {
  async save(
    manager: EntityManager,
    documentId: string,
    tenantId: string,
    chunks: readonly IndexedChunk[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO rag_chunks (id, document_id, tenant_id, ordinal, page, page_start, page_end, heading, text, tokens, terms)
       SELECT id, $1, $2, ordinal, page, start, "end", heading, text, tokens, terms::tsvector
       FROM jsonb_to_recordset($3::jsonb)
         AS given (id text, ordinal int, page int, start int, "end" int, heading text, text text, tokens int, terms text)
       ON CONFLICT (id) DO NOTHING`,
      [documentId, tenantId, JSON.stringify(chunks)],
    );
  }

  /** The next passages without a vector, in order, after the given one. */
  async unembedded(
    manager: EntityManager,
    documentId: string,
    afterOrdinal: number,
    limit: number,
  ): Promise<OrderedChunk[]> {
    return rows<OrderedChunk>(
      manager,
      `SELECT id, ordinal, page, heading, text FROM rag_chunks
       WHERE document_id = $1 AND ordinal > $2 AND embedding IS NULL ORDER BY ordinal LIMIT $3`,
      [documentId, afterOrdinal, limit],
    );
  }

  async countEmbedded(manager: EntityManager, documentId: string): Promise<number> {
    const [row] = await rows<{ count: number }>(
      manager,
      `SELECT count(*)::int AS count FROM rag_chunks WHERE document_id = $1 AND embedding IS NOT NULL`,
      [documentId],
    );
    return row?.count ?? 0;
  }

  async saveVectors(
    manager: EntityManager,
    vectors: readonly { id: string; vector: readonly number[] }[],
  ): Promise<void> {
    await manager.query(
      `UPDATE rag_chunks SET embedding = given.vector::halfvec
       FROM unnest($1::text[], $2::text[]) AS given (id, vector) WHERE rag_chunks.id = given.id`,
      [vectors.map(({ id }) => id), vectors.map(({ vector }) => vectorLiteral(vector))],
    );
  }
}
