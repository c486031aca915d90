import type { ListQuery } from '@tradewind/contracts';
import { decodeCursor, encodeCursor } from '@tradewind/platform';
import { z } from 'zod';

const Cursor = z.object({ before: z.string().max(64) });

/** Where a list goes on; undefined at its beginning. @throws AppError 400 `request.cursor_invalid` */
export function beforeOf({ cursor }: Pick<ListQuery, 'cursor'>): string | undefined {
  return cursor === undefined ? undefined : decodeCursor(Cursor, cursor).before;
}

/** A page of what was found when one more than its limit was asked for, ordered by id downwards. */
export function page<T>(found: readonly T[], limit: number, idOf: (item: T) => string) {
  const data = found.slice(0, limit);
  const last = data.at(-1);
  return { data, next_cursor: found.length > limit && last ? encodeCursor({ before: idOf(last) }) : null };
}
