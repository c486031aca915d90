import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { useFieldWords } from './field-words.js';

const Order = z.object({
  name: z.string().min(2).max(5),
  quantity: z.coerce.number().int().min(1).max(100),
  terms: z.enum(['prepaid', 'open_account']),
  lines: z.array(z.string()).min(1),
  at: z.iso.datetime(),
  route: z.strictObject({ to: z.string() }),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
});
const right = {
  ...{ name: 'Kai', quantity: 5, terms: 'prepaid', lines: ['a'], at: '2026-03-02T08:15:00Z', route: { to: 'Oslo' } },
  currency: 'USD',
};

function refusals(fields: object): string[] {
  const { error } = Order.safeParse({ ...right, ...fields });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
}

describe('fieldWords', () => {
  beforeAll(useFieldWords);

  it.each<[string, object, string]>([
    ['what is missing', { name: undefined }, 'name is required'],
    ['a choice that is missing', { terms: undefined }, 'terms is required'],
    ['another type', { name: 5 }, 'name must be a string, not a number'],
    ['null', { route: null }, 'route must be an object, not null'],
    ['a list instead of an object', { route: [] }, 'route must be an object, not a list'],
    ['what is no number', { quantity: 'many' }, 'quantity must be a number, not text'],
    ['too little', { quantity: 0 }, 'quantity must be at least 1'],
    ['too much', { quantity: 101 }, 'quantity must be at most 100'],
    ['too short', { name: 'K' }, 'name must have at least 2 characters'],
    ['too long', { name: 'Kaiser' }, 'name must have at most 5 characters'],
    ['no items', { lines: [] }, 'lines must have at least 1 item'],
    ['no such choice', { terms: 'later' }, 'terms must be one of prepaid, open_account'],
    ['no instant', { at: 'yesterday' }, 'at must be a time in ISO 8601, such as "2026-03-02T08:15:00Z"'],
    ['a field that does not exist', { route: { to: 'Oslo', via: 'Rome' } }, 'route has no field "via"'],
    ['what a contract words itself', { currency: 'usd' }, 'currency must be an ISO 4217 code'],
  ])('says what is wrong with %s', (_, fields, words) => {
    expect(refusals(fields)).toEqual([words]);
  });

  it('asks for an object where there is no body, or something else', () => {
    for (const body of [undefined, [], 'text', null]) {
      expect(Order.safeParse(body).error?.issues[0]?.message).toBe('the body must be a JSON object');
    }
  });
});
