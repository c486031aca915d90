import { describe, expect, it } from '@jest/globals';
import { conform } from './conform.js';

describe('conform', () => {
  const product = {
    type: 'object',
    properties: {
      price: { type: ['number', 'null'] },
      name: { type: 'string' },
      origin: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    required: ['price', 'name', 'origin'],
    additionalProperties: false,
  };

  it('turns numbers in words into numbers and numbers into words where the schema wants them', () => {
    expect(conform({ price: '1,250.50', name: 7, origin: null }, product)).toEqual({
      price: 1250.5,
      name: '7',
      origin: null,
    });
  });

  it('fills what is missing with null or the emptiest value, and drops what a closed schema does not know', () => {
    expect(conform({ colour: 'red' }, product)).toEqual({ price: null, name: '', origin: null });
  });

  it('follows references and lists, and keeps to an enum', () => {
    const schema = {
      type: 'object',
      properties: { items: { type: 'array', maxItems: 1, items: { $ref: '#/$defs/item' } } },
      $defs: { item: { type: 'object', properties: { level: { enum: ['low', 'high'] } } } },
    };
    expect(conform({ items: [{ level: 'extreme' }, { level: 'high' }] }, schema)).toEqual({
      items: [{ level: 'low' }],
    });
  });
});
