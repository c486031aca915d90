import type { ListQuery } from '@tradewind/contracts';
import { decodeCursor, encodeCursor } from '@tradewind/platform';
import { type EntityManager, type EntityTarget, type FindOptionsOrder, type FindOptionsWhere, LessThan } from 'typeorm';
import { z } from 'zod';

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** A row that keeps an answer as it was given, under an id that sorts by time. */
interface AnswerRow<T> {
  id: string;
  answer: T;
}

const Cursor = z.object({ before: z.string().max(64) });

/**
 * One page of kept answers, the newest first.
 *
 * @throws AppError 400 `request.cursor_invalid`
 */
export async function pageOf<T, R extends AnswerRow<T>>(
  manager: EntityManager,
  rows: EntityTarget<R>,
  query: ListQuery,
): Promise<Page<R['answer']>> {
  const before = query.cursor === undefined ? undefined : decodeCursor(Cursor, query.cursor).before;
  const found = await manager.find(rows, {
    where: (before === undefined ? {} : { id: LessThan(before) }) as FindOptionsWhere<R>,
    order: { id: 'DESC' } as FindOptionsOrder<R>,
    take: query.limit + 1,
  });
  const data = found.slice(0, query.limit);
  const last = data.at(-1);
  return {
    data: data.map((row) => row.answer),
    next_cursor: found.length > query.limit && last ? encodeCursor({ before: last.id }) : null,
  };
}
