import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedPage } from '../parse/protocol.js';
import { rows } from './rows.js';

/** More page numbers than this help nobody. */
const MAX_TOLD_PAGES = 100;

export interface StoredPage {
  page: number;
  text: string;
  headings: number[];
}

/** Parsed pages, in the caller's tenant transaction. */
@Injectable()
export class PageStore {
  async save(
    manager: EntityManager,
    document: { id: string; tenant_id: string },
    pages: readonly ParsedPage[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO rag_pages (document_id, tenant_id, page, text, headings, unreadable)
       SELECT $1, $2, page, text, ARRAY(SELECT jsonb_array_elements_text(headings)::int), unreadable
       FROM jsonb_to_recordset($3::jsonb) AS given (page int, text text, headings jsonb, unreadable boolean)
       ON CONFLICT (document_id, page) DO NOTHING`,
      [document.id, document.tenant_id, JSON.stringify(pages)],
    );
  }

  /** Pages are saved in order, so the last one says how far parsing came. */
  async lastParsed(manager: EntityManager, documentId: string): Promise<number> {
    const [row] = await rows<{ last: number | null }>(
      manager,
      `SELECT max(page) AS last FROM rag_pages WHERE document_id = $1`,
      [documentId],
    );
    return row?.last ?? 0;
  }

  async range(manager: EntityManager, documentId: string, from: number, to: number): Promise<StoredPage[]> {
    return rows<StoredPage>(
      manager,
      `SELECT page, text, headings FROM rag_pages WHERE document_id = $1 AND page BETWEEN $2 AND $3 ORDER BY page`,
      [documentId, from, to],
    );
  }

  async counts(
    manager: EntityManager,
    documentId: string,
  ): Promise<{ readable: number; unreadable: number; extracted: number }> {
    const [row] = await rows<{ readable: number; unreadable: number; extracted: number }>(
      manager,
      `SELECT (count(*) FILTER (WHERE text <> ''))::int AS readable, (count(*) FILTER (WHERE unreadable))::int AS unreadable,
              (count(*) FILTER (WHERE extracted))::int AS extracted
       FROM rag_pages WHERE document_id = $1`,
      [documentId],
    );
    return row ?? { readable: 0, unreadable: 0, extracted: 0 };
  }

  /** The first pages that show something, but no text that could be read. */
  async unreadable(manager: EntityManager, documentId: string): Promise<number[]> {
    const found = await rows<{ page: number }>(
      manager,
      `SELECT page FROM rag_pages WHERE document_id = $1 AND unreadable ORDER BY page LIMIT $2`,
      [documentId, MAX_TOLD_PAGES],
    );
    return found.map(({ page }) => page);
  }

  /** Pages still to be read for products, with the size of their text, so that groups can be made without loading it all. */
  async unextracted(manager: EntityManager, documentId: string): Promise<{ page: number; characters: number }[]> {
    return rows<{ page: number; characters: number }>(
      manager,
      `SELECT page, length(text) AS characters FROM rag_pages WHERE document_id = $1 AND NOT extracted ORDER BY page`,
      [documentId],
    );
  }

  async markExtracted(manager: EntityManager, documentId: string, pages: readonly number[]): Promise<void> {
    await manager.query(`UPDATE rag_pages SET extracted = true WHERE document_id = $1 AND page = ANY($2)`, [
      documentId,
      pages,
    ]);
  }
}
