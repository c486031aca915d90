import { Injectable } from '@nestjs/common';
import type { Product } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import { Upstream, type EmbeddingPort } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import type { CatalogueItem, PreparedItem, UpsertedProduct } from './catalogue-item.js';

/**
 * The tenant's products. Every method acts for the tenant of the current call scope.
 * Two callers: the HTTP catalogue (interactive) and document ingestion (batch).
 */
@Injectable()
export class ProductCatalogue {
  constructor(
    private readonly database: Database,
    private readonly upstream: Upstream,
  ) {}

  /**
   * Writes products by sku: new ones are added, known ones replaced as a whole, keeping their id. A sku given twice counts once,
   * the last wins. Embeds what is new through `deal-brain.embedding`; what cannot be embedded in time is reported in the scope's
   * `degraded` and left to the back-fill. One transaction.
   */
  async upsert(items: readonly CatalogueItem[]): Promise<UpsertedProduct[]> {
    const prepared = await this.prepare(items, this.upstream.embedding('deal-brain.embedding'));
    return this.database.tenant((manager) => this.write(manager, prepared));
  }

  /** The upstream half of {@link upsert}, outside any transaction. `embedding` null leaves all vectors to the back-fill. */
  async prepare(items: readonly CatalogueItem[], embedding: EmbeddingPort | null): Promise<PreparedItem[]>;

  /** The database half of {@link upsert}, in a transaction of the caller's (`Database.tenant`). */
  async write(manager: EntityManager, prepared: readonly PreparedItem[]): Promise<UpsertedProduct[]>;

  /** Removes every product extracted from a document, in a transaction of the caller's; returns how many there were. */
  async deleteOfDocument(manager: EntityManager, documentId: string): Promise<number>;

  /** @throws AppError 404 `product.not_found` */
  async get(productId: string): Promise<Product>;

  /** @throws AppError 404 `product.not_found` */
  async delete(productId: string): Promise<void>;
}
