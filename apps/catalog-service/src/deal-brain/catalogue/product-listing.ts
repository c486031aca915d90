import { Injectable } from '@nestjs/common';
import type { ProductList, ProductListQuery } from '@tradewind/contracts';
import { Database, decodeCursor, encodeCursor } from '@tradewind/platform';
import { z } from 'zod';
import { PRODUCT_COLUMNS, toProduct, type ProductRow } from './product-row.js';

/** Where a page ended. The time as PostgreSQL writes it: a JavaScript date would lose its microseconds. */
const Position = z.object({
  created_at: z
    .string()
    .max(40)
    .regex(/^\d{4}-/),
  product_id: z.string().max(64),
});

const CONDITIONS = {
  sku: 'sku =',
  category: 'lower(category) = lower',
  brand: 'lower(brand) = lower',
  origin: 'lower(origin) = lower',
  document_id: 'document_id =',
} as const;

/** The catalogue, newest first, page by page. */
@Injectable()
export class ProductListing {
  constructor(private readonly database: Database) {}

  /** Later pages go on behind the last product seen, so writes in between neither repeat nor skip what did not change. */
  async list({ limit, cursor, ...filters }: ProductListQuery): Promise<ProductList> {
    const values: unknown[] = [limit + 1];
    const parameter = (value: unknown): string => `$${String(values.push(value))}`;
    const conditions = Object.entries(CONDITIONS).flatMap(([name, condition]) => {
      const value = filters[name as keyof typeof CONDITIONS];
      return value === undefined ? [] : [`${condition}(${parameter(value)}::text)`];
    });
    if (cursor !== undefined) {
      const after = decodeCursor(Position, cursor);
      conditions.push(
        `(created_at, product_id) < (${parameter(after.created_at)}::timestamptz, ${parameter(after.product_id)})`,
      );
    }
    const rows = await this.database.tenant((manager) =>
      manager.query<(ProductRow & { position: string })[]>(
        `SELECT ${PRODUCT_COLUMNS}, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS position
         FROM products WHERE ${conditions.length === 0 ? 'true' : conditions.join(' AND ')}
         ORDER BY created_at DESC, product_id DESC LIMIT $1`,
        values,
      ),
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      data: page.map(toProduct),
      next_cursor:
        rows.length > limit && last !== undefined
          ? encodeCursor({ created_at: last.position, product_id: last.product_id })
          : null,
    };
  }
}
