import { describe, expect, it } from '@jest/globals';
import { item } from '../testing/products.js';
import { indexTerms, lexeme, tenantKey } from './index-terms.js';

const key = tenantKey('tenant_a');
const weightsOf = (product: ReturnType<typeof item>): Map<string, string> =>
  new Map(
    indexTerms(product, 'tenant_a')
      .tsvector.split(' ')
      .map((entry) => [entry.slice(1 + key.length, entry.lastIndexOf("'")), entry.at(-1) ?? '']),
  );

describe('indexTerms', () => {
  it('weighs a term by the best field it stands in', () => {
    const weights = weightsOf(
      item({
        sku: 'SC-141',
        name: 'Steel Flask',
        category: 'Drinkware',
        attributes: { colour: 'black' },
        description: 'A black flask for travel',
      }),
    );
    expect(weights.get('flask')).toBe('A');
    expect(weights.get('sc141')).toBe('A');
    expect(weights.get('drinkwar')).toBe('B');
    expect(weights.get('black')).toBe('B');
    expect(weights.get('colour')).toBe('D');
    expect(weights.get('travel')).toBe('D');
  });

  it('measures the length of a title by name, brand and model', () => {
    expect(
      indexTerms(
        item({ sku: 'A', name: 'Steel Flask', brand: 'Hydra', model: 'X', description: 'long '.repeat(50) }),
        't',
      ).titleLength,
    ).toBe(4);
  });

  it('stays within what PostgreSQL stores, however much is posted', () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`name ${String(index)}`, `value${String(index)}x`]),
    );
    const { tsvector } = indexTerms(item({ sku: 'A', name: 'Flask', attributes }), 't');
    expect(Buffer.byteLength(tsvector)).toBeLessThan(1_000_000);
    expect(tsvector).toContain(lexeme(tenantKey('t'), 'flask'));
  });

  it('keeps tenants apart in the index', () => {
    expect(tenantKey('tenant_a')).toHaveLength(4);
    expect(tenantKey('tenant_a')).not.toBe(tenantKey('tenant_b'));
  });
});
