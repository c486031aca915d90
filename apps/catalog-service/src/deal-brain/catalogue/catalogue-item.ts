import type { ProductInput } from '@tradewind/contracts';

/** Where an extracted product was read: the document and its page, counted from 1. */
export interface ProductSource {
  document_id: string;
  page: number;
}

/** A product to be written: what a tenant may post, and the source when it was extracted from a document. */
export interface CatalogueItem extends ProductInput {
  source?: ProductSource | null;
}

/** The identity of a product that was written. The id survives every later upsert of the same sku. */
export interface UpsertedProduct {
  product_id: string;
  sku: string;
}

/** An item with everything that is computed outside the transaction, so that no connection waits for an upstream. */
export interface PreparedItem {
  item: CatalogueItem;
  /** Null: not embedded now; the back-fill in the worker does it later. */
  vector: number[] | null;
  /** Identifies the text that the vector stands for. */
  textHash: string;
}
