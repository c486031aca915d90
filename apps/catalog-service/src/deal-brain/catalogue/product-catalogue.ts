import { Injectable } from '@nestjs/common';
import type { Product } from '@tradewind/contracts';
import { Database, notFound } from '@tradewind/platform';
import { currentScope, type EmbeddingPort } from '@tradewind/upstream';
import { DealBrainDownstreams } from '../downstreams.js';
import type { EntityManager } from 'typeorm';
import { stageMs } from '../stage-share.js';
import type { CatalogueItem, PreparedItem, UpsertedProduct } from './catalogue-item.js';
import { embedTexts } from './product-embedder.js';
import { toProduct } from './product-row.js';
import { readProducts, vectorHashes, writeProducts } from './product-store.js';
import { productText, textHash } from './product-text.js';

/** The database needs the rest. */
const EMBEDDING_SHARE = 0.6;

/**
 * The tenant's products. Every method acts for the tenant of the current call scope.
 * Two callers: the HTTP catalogue (interactive) and document ingestion (batch).
 */
@Injectable()
export class ProductCatalogue {
  private readonly embedding: EmbeddingPort;

  constructor(
    private readonly database: Database,
    downstreams: DealBrainDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  /**
   * Writes products by sku: new ones are added, known ones replaced as a whole, keeping their id. A sku given twice counts once,
   * the last wins. Embeds what is new through `deal-brain.embedding`; what cannot be embedded in time is reported in the scope's
   * `degraded` and left to the back-fill. One transaction.
   */
  async upsert(items: readonly CatalogueItem[]): Promise<UpsertedProduct[]> {
    const prepared = await this.prepare(items, this.embedding);
    return this.database.tenant((manager) => this.write(manager, prepared));
  }

  /** Like {@link upsert} for large numbers of products: all vectors are left to the back-fill. One transaction. */
  async store(items: readonly CatalogueItem[]): Promise<UpsertedProduct[]> {
    const prepared = await this.prepare(items, null);
    return this.database.tenant((manager) => this.write(manager, prepared));
  }

  /**
   * The upstream half of {@link upsert}: call it outside of a transaction. `embedding` null leaves all vectors to the back-fill.
   * Products whose text is embedded already are not embedded again.
   */
  async prepare(items: readonly CatalogueItem[], embedding: EmbeddingPort | null): Promise<PreparedItem[]> {
    const prepared = lastOfEachSku(items).map((item): PreparedItem & { text: string } => {
      const text = productText(item);
      return { item, text, textHash: textHash(text), vector: null };
    });
    if (embedding === null || prepared.length === 0) return prepared;

    const stored = await this.database.tenant((manager) =>
      vectorHashes(
        manager,
        prepared.map(({ item }) => item.sku),
      ),
    );
    const changed = prepared.filter(({ item, textHash }) => stored.get(item.sku) !== textHash);
    const vectors = await embedTexts(
      embedding,
      changed.map(({ text }) => text),
      stageMs(EMBEDDING_SHARE),
    );
    for (const [index, each] of changed.entries()) each.vector = vectors[index] ?? null;
    return prepared;
  }

  /**
   * The database half of {@link upsert}, in a transaction of the caller's (`Database.tenant`). Once per transaction: it ends holding
   * the tenant's term statistics, and a second call could deadlock with another writer over products.
   */
  async write(manager: EntityManager, prepared: readonly PreparedItem[]): Promise<UpsertedProduct[]> {
    return prepared.length === 0 ? [] : writeProducts(manager, currentScope().tenantId, prepared);
  }

  /** Removes every product extracted from a document, in a transaction of the caller's; returns how many there were. */
  async deleteOfDocument(manager: EntityManager, documentId: string): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(`DELETE FROM products WHERE document_id = $1`, [
      documentId,
    ]);
    return count;
  }

  /** @throws AppError 404 `product.not_found` */
  async get(productId: string): Promise<Product> {
    const [row] = await this.database.tenant((manager) => readProducts(manager, [productId]));
    if (row === undefined) throw notFound('product', productId);
    return toProduct(row);
  }

  /** @throws AppError 404 `product.not_found` */
  async delete(productId: string): Promise<void> {
    const [, count] = await this.database.tenant((manager) =>
      manager.query<[unknown, number]>(`DELETE FROM products WHERE product_id = $1`, [productId]),
    );
    if (count === 0) throw notFound('product', productId);
  }
}

function lastOfEachSku(items: readonly CatalogueItem[]): CatalogueItem[] {
  return [...new Map(items.map((item) => [item.sku, item])).values()];
}
