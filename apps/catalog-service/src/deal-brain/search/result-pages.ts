import { Injectable } from '@nestjs/common';
import type { SearchRequest } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import { toProduct } from '../catalogue/product-row.js';
import { readProducts } from '../catalogue/product-store.js';
import { passing } from '../retrieval/passing.js';
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
    const { rows, following } = await this.database.tenantRead(async (manager) => {
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
