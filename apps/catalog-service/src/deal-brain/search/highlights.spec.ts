import { describe, expect, it } from '@jest/globals';
import { product } from '../testing/products.js';
import { highlightsOf } from './highlights.js';

const marked = (query: string, fields = {}) =>
  highlightsOf(query, product({ description: null, attributes: {}, ...fields })).map(({ field, pieces }) => [
    field,
    pieces.map(({ text, match }) => (match ? `[${text}]` : text)).join(''),
  ]);

describe('highlights', () => {
  it('marks the words of the query in every field, whatever their inflection and case', () => {
    expect(marked('vacuum flasks drinkware')).toEqual([
      ['name', '[Vacuum] [Flask] 500 ml'],
      ['category', '[Drinkware]'],
    ]);
  });

  it('marks Chinese words inside a run', () => {
    expect(marked('保温杯', { name: '弹盖不锈钢真空保温杯 350 ml' })).toEqual([
      ['name', '弹盖不锈钢真空[保温杯] 350 ml'],
    ]);
  });

  it('cuts an excerpt around the first match of a long field', () => {
    const description = `${'before '.repeat(100)}flask ${'after '.repeat(100)}`;
    const [[, text] = ['', '']] = marked('flask', { name: 'x', description });
    expect(text).toContain('[flask]');
    expect(text?.length).toBeLessThan(220);
  });

  it('gives the field back when its pieces are joined', () => {
    for (const { field, pieces } of highlightsOf('steel SC-141 flask', product()))
      if (field === 'name') expect(pieces.map(({ text }) => text).join('')).toBe('Vacuum Flask 500 ml');
  });
});
