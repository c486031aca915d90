import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const Position = z.object({ score: z.number(), id: z.string() });

describe('cursors', () => {
  it('come back as they were given out and fit into a URL', () => {
    const position = { score: 0.25, id: 'prd_不锈钢/+?' };
    const cursor = encodeCursor(position);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor(Position, cursor)).toEqual(position);
  });

  it.each([
    ['nothing', ''],
    ['not base64url', 'a b+c/'],
    ['not JSON', Buffer.from('{"score":').toString('base64url')],
    ['a cursor of another list', encodeCursor({ offset: 3 })],
    ['a value of the wrong type', encodeCursor({ score: 'high', id: 'x' })],
  ])('that are %s are refused', (_what, cursor) => {
    const attempt = () => decodeCursor(Position, cursor);
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow('request.cursor_invalid');
  });
});
