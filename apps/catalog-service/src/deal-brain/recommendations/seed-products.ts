import { Injectable } from '@nestjs/common';
import type { Product } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { toProduct } from '../catalogue/product-row.js';
import { readProducts } from '../catalogue/product-store.js';

/** A product that others are recommended from. */
export interface SeedProduct {
  product: Product;
  /** Null while the back-fill has not embedded it. */
  vector: number[] | null;
}

@Injectable()
export class SeedProducts {
  constructor(private readonly database: Database) {}

  /** In the order of the ids; ids the tenant does not have are left out. */
  async read(productIds: readonly string[]): Promise<SeedProduct[]> {
    if (productIds.length === 0) return [];
    return this.database.tenant(async (manager) => {
      const rows = await readProducts(manager, productIds);
      const vectors = await readVectors(manager, productIds);
      return rows.map((row) => ({ product: toProduct(row), vector: vectors.get(row.product_id) ?? null }));
    });
  }
}

async function readVectors(manager: EntityManager, productIds: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await manager.query<{ product_id: string; embedding: string }[]>(
    `SELECT product_id, embedding::text AS embedding FROM product_vectors WHERE product_id = ANY($1)`,
    [productIds],
  );
  return new Map(rows.map(({ product_id, embedding }) => [product_id, embedding.slice(1, -1).split(',').map(Number)]));
}

/** What of a product a similar one would have too: its title and the facts, not its sales talk and not its numbers of stock. */
export function likeness({ name, category, attributes }: Product): string {
  return [name, category, ...Object.values(attributes)].filter(Boolean).join(' ');
}
