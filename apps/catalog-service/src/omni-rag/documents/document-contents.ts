import { Injectable } from '@nestjs/common';
import type { ListQuery, Product, StoredPassage } from '@tradewind/contracts';
import { Database, decodeCursor, encodeCursor, notFound } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { PRODUCT_COLUMNS, toProduct, type ProductRow } from '../../deal-brain/catalogue/product-row.js';
import { rows } from '../store/rows.js';

const PassageCursor = z.object({ ordinal: z.int().min(0) });
const ProductCursor = z.object({ page: z.int().min(0), id: z.string().max(64) });

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** What came of a document: its passages and its products, in the order in which they stand in it. */
@Injectable()
export class DocumentContents {
  constructor(private readonly database: Database) {}

  /** @throws AppError 404 `document.not_found` */
  async passages(documentId: string, { limit, cursor }: ListQuery): Promise<Page<StoredPassage>> {
    const after = cursor === undefined ? -1 : decodeCursor(PassageCursor, cursor).ordinal;
    const found = await this.database.tenant(async (manager) => {
      await assertShown(manager, documentId);
      return rows<StoredPassage & { ordinal: number }>(
        manager,
        `SELECT id AS passage_id, document_id, page, heading, text, tokens, ordinal FROM rag_chunks
         WHERE document_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3`,
        [documentId, after, limit + 1],
      );
    });
    return pageOf(
      found,
      limit,
      ({ ordinal }) => encodeCursor({ ordinal }),
      ({ ordinal: _, ...passage }) => passage,
    );
  }

  /** @throws AppError 404 `document.not_found` */
  async products(documentId: string, { limit, cursor }: ListQuery): Promise<Page<Product>> {
    const after = cursor === undefined ? { page: -1, id: '' } : decodeCursor(ProductCursor, cursor);
    const found = await this.database.tenant(async (manager) => {
      await assertShown(manager, documentId);
      return rows<ProductRow>(
        manager,
        `SELECT ${PRODUCT_COLUMNS} FROM products WHERE document_id = $1 AND (page, product_id) > ($2, $3) ORDER BY page, product_id LIMIT $4`,
        [documentId, after.page, after.id, limit + 1],
      );
    });
    return pageOf(found, limit, ({ page, product_id: id }) => encodeCursor({ page: page ?? 0, id }), toProduct);
  }
}

async function assertShown(manager: EntityManager, documentId: string): Promise<void> {
  const found = await rows(manager, `SELECT 1 FROM rag_documents WHERE id = $1 AND state IN ('searchable', 'ready')`, [
    documentId,
  ]);
  if (found.length === 0) throw notFound('document', documentId);
}

function pageOf<R, T>(found: readonly R[], limit: number, cursorOf: (row: R) => string, shown: (row: R) => T): Page<T> {
  const data = found.slice(0, limit);
  const last = data.at(-1);
  return { data: data.map(shown), next_cursor: found.length > limit && last ? cursorOf(last) : null };
}
