import { Injectable } from '@nestjs/common';
import type { Document } from '@tradewind/contracts';
import { Database, decodeCursor, encodeCursor, notFound } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { ProductCatalogue } from '../../deal-brain/catalogue/product-catalogue.js';
import { rows } from '../store/rows.js';

const DocumentCursor = z.object({ created_at: z.iso.datetime(), id: z.string().max(64) });

interface ShownDocument {
  id: string;
  title: string;
  source: string;
  pages: number;
  chunks: number;
  products: number;
  created_at: Date;
}

/** Documents as a tenant sees them: those that can be found, not those still being read in. */
const SHOWN = `
  SELECT id, title, source, pages, chunks, created_at,
         (SELECT count(*)::int FROM products WHERE products.document_id = d.id) AS products
  FROM rag_documents d WHERE state IN ('searchable', 'ready')`;

@Injectable()
export class DocumentsService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: ProductCatalogue,
  ) {}

  /** Newest first. */
  async list(limit: number, cursor: string | undefined): Promise<{ data: Document[]; next_cursor: string | null }> {
    const after = cursor === undefined ? undefined : decodeCursor(DocumentCursor, cursor);
    const found = await this.database.tenant((manager) =>
      rows<ShownDocument>(
        manager,
        // Milliseconds are all a cursor can carry.
        `${SHOWN} AND ($1::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($1, $2))
         ORDER BY date_trunc('milliseconds', created_at) DESC, id DESC LIMIT $3`,
        [after?.created_at ?? null, after?.id ?? null, limit + 1],
      ),
    );
    const data = found.slice(0, limit).map(toDocument);
    const last = data.at(-1);
    const next =
      found.length > limit && last ? encodeCursor({ created_at: last.created_at, id: last.document_id }) : null;
    return { data, next_cursor: next };
  }

  /** @throws AppError 404 `document.not_found` */
  async get(documentId: string): Promise<Document> {
    return toDocument(await this.database.tenant((manager) => this.find(manager, documentId)));
  }

  /**
   * Removes the document, its passages and the products that were read out of it, also while it is still being read in: its
   * task ends as failed with `document.deleted`.
   *
   * @throws AppError 404 `document.not_found`
   */
  async delete(documentId: string): Promise<void> {
    await this.database.tenant(async (manager) => {
      // The row first: whoever is still reading the document in waits here, finds it gone and adds nothing any more.
      const deleted = await rows(manager, `DELETE FROM rag_documents WHERE id = $1 RETURNING id`, [documentId]);
      if (deleted.length === 0) throw notFound('document', documentId);
      await this.catalogue.deleteOfDocument(manager, documentId);
    });
  }

  private async find(manager: EntityManager, documentId: string): Promise<ShownDocument> {
    const [document] = await rows<ShownDocument>(manager, `${SHOWN} AND id = $1`, [documentId]);
    if (!document) throw notFound('document', documentId);
    return document;
  }
}

function toDocument({ id, created_at: createdAt, ...rest }: ShownDocument): Document {
  return { document_id: id, ...rest, created_at: createdAt.toISOString() };
}
