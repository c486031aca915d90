import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SearchRequest } from '@tradewind/contracts';
import { badRequest } from '@tradewind/platform';
import { z } from 'zod';

/** A cursor comes from outside: what it unpacks to is bounded before it is read. */
const MAX_UNPACKED_BYTES = 262_144;

const Remainder = z.object({
  /** Of the request that it continues. */
  of: z.string(),
  ids: z.array(z.string().max(64)).max(5000),
  scores: z.array(z.number()),
  total: z.object({ value: z.int(), relation: z.enum(['eq', 'gte']) }),
  match: z.enum(['direct', 'meaning', 'relaxed', 'none']),
  understood: z.object({ query: z.string(), unmatched: z.array(z.string()), synonyms: z.array(z.string()) }),
  relaxed: z.object({ filters: z.array(z.string()), terms: z.array(z.string()), min_score: z.boolean() }).nullable(),
});

/**
 * What follows a page: the rest of the order as it was found, in the cursor itself. Later pages neither search nor rerank again, and
 * no write between pages can shift the order: a product that has not changed comes exactly once.
 */
export type Remainder = z.infer<typeof Remainder>;

type Continued = Pick<SearchRequest, 'query' | 'filters' | 'sort' | 'min_score'>;

export function encodeRemainder(remainder: Omit<Remainder, 'of'>, request: Continued): string {
  const json = JSON.stringify({ of: fingerprint(request), ...remainder });
  return deflateRawSync(json).toString('base64url');
}

/** @throws AppError 400 `request.cursor_invalid` when it is no cursor, or one of another search */
export function decodeRemainder(cursor: string, request: Continued): Remainder {
  const remainder = read(cursor);
  if (remainder?.of === fingerprint(request) && remainder.ids.length === remainder.scores.length) return remainder;
  throw badRequest(
    'request.cursor_invalid',
    'The cursor was not given out for this query, filters, sort and min_score. Start again without it.',
  );
}

function read(cursor: string): Remainder | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined;
  try {
    const bytes = inflateRawSync(Buffer.from(cursor, 'base64url'), { maxOutputLength: MAX_UNPACKED_BYTES });
    return Remainder.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function fingerprint({ query, filters, sort, min_score }: Continued): string {
  const filtersInOrder = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([query, filtersInOrder, sort, min_score]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
