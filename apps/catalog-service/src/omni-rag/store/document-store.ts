import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TaskFailure } from '../tasks/failures.js';
import { rows } from './rows.js';

export type DocumentState = 'parsing' | 'indexing' | 'searchable' | 'ready';

export interface DocumentRow {
  id: string;
  tenant_id: string;
  task_id: string;
  state: DocumentState;
  title: string;
  source: string;
  pages: number | null;
  chunks: number;
  dropped_claims: number;
  extraction_failures: number;
  created_at: Date;
}

export interface Content {
  taskId: string;
  tenantId: string;
  sha256: string;
  bytes: number;
  title: string;
  source: string;
}

/** Whose the content is: this task's to work on, finished before, or another task's at this moment. */
export type Adoption = { kind: 'mine' | 'finished'; document: DocumentRow } | { kind: 'busy' };

const ID_CHARACTERS = 26;

/**
 * Documents of the tenant whose transaction it is given. All methods run in the caller's transaction, so that a checkpoint
 * and what it vouches for are committed together.
 */
@Injectable()
export class DocumentStore {
  /**
   * Finds or makes the document for a content; equal bytes of one tenant are one document. Work that an ended task left
   * unfinished is taken over with everything it had done.
   */
  async adopt(manager: EntityManager, content: Content): Promise<Adoption> {
    // The same link may deliver something else at the second try: what came of the first is nobody's any more.
    await manager.query(
      `DELETE FROM rag_documents WHERE task_id = $1 AND sha256 <> $2 AND state IN ('parsing', 'indexing')`,
      [content.taskId, content.sha256],
    );
    await manager.query(
      `INSERT INTO rag_documents (id, tenant_id, task_id, sha256, title, source, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (tenant_id, sha256) DO NOTHING`,
      [
        documentId(content),
        content.tenantId,
        content.taskId,
        content.sha256,
        content.title,
        content.source,
        content.bytes,
      ],
    );
    const [document] = await rows<DocumentRow>(manager, `SELECT * FROM rag_documents WHERE sha256 = $1 FOR UPDATE`, [
      content.sha256,
    ]);
    if (!document) throw new TaskFailure('document.deleted');
    if (document.task_id === content.taskId) return { kind: 'mine', document };
    const [owner] = await rows<{ open: boolean }>(
      manager,
      `SELECT status IN ('queued', 'running') AS open FROM rag_tasks WHERE id = $1`,
      [document.task_id],
    );
    if (owner?.open) return { kind: 'busy' };
    if (document.state === 'ready') return { kind: 'finished', document };
    const [taken] = await rows<DocumentRow>(
      manager,
      `UPDATE rag_documents SET task_id = $2 WHERE id = $1 RETURNING *`,
      [document.id, content.taskId],
    );
    return taken ? { kind: 'mine', document: taken } : { kind: 'busy' };
  }

  /**
   * Reads the document and keeps it from being deleted until the transaction ends. Every write of a task begins with it.
   *
   * @throws TaskFailure `document.deleted`
   */
  async hold(manager: EntityManager, documentId: string): Promise<DocumentRow> {
    const [document] = await rows<DocumentRow>(manager, `SELECT * FROM rag_documents WHERE id = $1 FOR KEY SHARE`, [
      documentId,
    ]);
    if (!document) throw new TaskFailure('document.deleted');
    return document;
  }

  async find(manager: EntityManager, documentId: string): Promise<DocumentRow | undefined> {
    const [document] = await rows<DocumentRow>(manager, `SELECT * FROM rag_documents WHERE id = $1`, [documentId]);
    return document;
  }

  async setTitle(manager: EntityManager, documentId: string, title: string): Promise<void> {
    await manager.query(`UPDATE rag_documents SET title = $2 WHERE id = $1`, [documentId, title]);
  }

  /** All pages and passages are stored; what is left is to embed them and to read the products out of them. */
  async markParsed(
    manager: EntityManager,
    documentId: string,
    counts: { pages: number; chunks: number },
  ): Promise<void> {
    await manager.query(
      `UPDATE rag_documents SET state = 'indexing', pages = $2, chunks = $3 WHERE id = $1 AND state = 'parsing'`,
      [documentId, counts.pages, counts.chunks],
    );
  }

  /** All passages are embedded: from now on the document is shown and found. */
  async markSearchable(manager: EntityManager, documentId: string): Promise<void> {
    await manager.query(`UPDATE rag_documents SET state = 'searchable' WHERE id = $1 AND state = 'indexing'`, [
      documentId,
    ]);
  }

  async markReady(manager: EntityManager, documentId: string): Promise<void> {
    await manager.query(`UPDATE rag_documents SET state = 'ready' WHERE id = $1`, [documentId]);
  }

  /** One more group of pages was read for products; the language model is back, if it had been away. */
  async noteExtraction(manager: EntityManager, documentId: string, droppedClaims: number): Promise<void> {
    await manager.query(
      `UPDATE rag_documents SET dropped_claims = dropped_claims + $2, extraction_failures = 0
       WHERE id = $1 AND ($2 > 0 OR extraction_failures > 0)`,
      [documentId, droppedClaims],
    );
  }

  /** Removes what a task left unfinished; a document that can be found already stays. */
  async discard(manager: EntityManager, taskId: string): Promise<void> {
    await manager.query(`DELETE FROM rag_documents WHERE task_id = $1 AND state IN ('parsing', 'indexing')`, [taskId]);
  }

  /** Counts one more meeting with a failing language model and returns how many there were. */
  async addExtractionFailure(manager: EntityManager, documentId: string): Promise<number> {
    const [row] = await rows<{ extraction_failures: number }>(
      manager,
      `UPDATE rag_documents SET extraction_failures = extraction_failures + 1 WHERE id = $1 RETURNING extraction_failures`,
      [documentId],
    );
    return row?.extraction_failures ?? 0;
  }

  /** Products in the catalogue that were read out of this document. */
  async countProducts(manager: EntityManager, documentId: string): Promise<number> {
    const [row] = await rows<{ count: number }>(
      manager,
      `SELECT count(*)::int AS count FROM products WHERE document_id = $1`,
      [documentId],
    );
    return row?.count ?? 0;
  }
}

/** From tenant and content alone, so that reading the same file in again after a deletion gives the same id. */
function documentId({ tenantId, sha256 }: Content): string {
  const digest = createHash('sha256').update(`${tenantId}:${sha256}`).digest('hex');
  return `doc_${digest.slice(0, ID_CHARACTERS)}`;
}
