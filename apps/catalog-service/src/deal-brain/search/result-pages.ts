import { Injectable } from '@nestjs/common';
import type { ProductFilters, SearchRequest } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { toProduct } from '../catalogue/product-row.js';
import { readProducts } from '../catalogue/product-store.js';
import { without } from './relaxation.js';
import type { FoundResults } from './result-finder.js';
import { unread, type ScoredProduct } from './scored-product.js';
import { decodeRemainder, encodeRemainder, type Remainder } from './search-cursor.js';

type About = Pick<FoundResults, 'total' | 'match' | 'understood' | 'relaxed'>;

export interface ResultPage {
  about: About;
  products: ScoredProduct[];
  nextCursor: string | null;
}

/** Cuts results into pages that stay what they were found as, whatever is written meanwhile. */
@Injectable()
export class ResultPages {
  constructor(private readonly database: Database) {}

  first(found: FoundResults, request: SearchRequest): ResultPage {
    const { products, rest, total, match, understood, relaxed } = found;
    const shown = products.slice(0, request.limit);
    const following = [
      ...products.slice(request.limit).map(({ product, score }) => ({ id: product.product_id, score })),
      ...rest,
    ];
    const about = { total, match, understood, relaxed };
    return { about, products: shown, nextCursor: cursorFor(following, about, request) };
  }

  /**
   * The next page of a search. Products that were deleted, or no longer pass the filters, are left out; the page is filled from those
   * that follow. @throws AppError 400 `request.cursor_invalid`
   */
  async next(cursor: string, request: SearchRequest): Promise<ResultPage> {
    const { ids, scores, total, match, understood, relaxed } = decodeRemainder(cursor, request);
    const filters = without(request.filters, relaxed?.filters ?? []);
    const scoreOf = new Map(ids.map((id, index) => [id, scores[index] ?? 0]));
    const { rows, following } = await this.database.tenant(async (manager) => {
      const left = await passing(manager, ids, filters);
      const page = left.slice(0, request.limit);
      return { rows: await readProducts(manager, page), following: left.slice(request.limit) };
    });
    const about = { total, match, understood, relaxed };
    return {
      about,
      products: rows.map((row) => unread(toProduct(row), scoreOf.get(row.product_id) ?? 0)),
      nextCursor: cursorFor(
        following.map((id) => ({ id, score: scoreOf.get(id) ?? 0 })),
        about,
        request,
      ),
    };
  }
}

function cursorFor(
  following: readonly { id: string; score: number }[],
  about: Omit<Remainder, 'of' | 'ids' | 'scores'>,
  request: SearchRequest,
): string | null {
  if (following.length === 0) return null;
  const remainder = {
    ids: following.map(({ id }) => id),
    scores: following.map(({ score }) => Number(score.toPrecision(4))),
    ...about,
  };
  return encodeRemainder(remainder, request);
}

/** Those of the ids that exist and pass, in their order. */
async function passing(manager: EntityManager, ids: readonly string[], filters: ProductFilters): Promise<string[]> {
  const [{ sql }] = await manager.query<[{ sql: string }]>(
    `SELECT product_conditions($1::jsonb, 'p.attributes') AS sql`,
    [JSON.stringify(filters)],
  );
  const rows = await manager.query<{ product_id: string }[]>(
    `SELECT p.product_id FROM products p WHERE p.product_id = ANY($1) AND ${sql}`,
    [ids],
  );
  const exist = new Set(rows.map(({ product_id }) => product_id));
  return ids.filter((id) => exist.has(id));
}
