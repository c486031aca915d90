import { describe, expect, it } from '@jest/globals';
import { ProductInput } from '@tradewind/contracts';
import { generateCatalogue } from '../src/catalogue/generate.js';
import { beekeeping, camping, labGlass, marine, teaWare } from '../src/samples/products.js';
import { runningSandbox } from './running-sandbox.js';

const running = runningSandbox();
const products = generateCatalogue();

describe('the demo catalogue', () => {
  it('is served as about 2,000 products that the product contract accepts', async () => {
    const body = (await (await fetch(`${running.url}/catalogue/products.json`)).json()) as { products: unknown[] };
    expect(JSON.stringify(body.products)).toBe(JSON.stringify(products));
    expect(products.length).toBeGreaterThan(1900);
    expect(products.length).toBeLessThan(2200);
    expect(body.products.filter((product) => !ProductInput.safeParse(product).success)).toEqual([]);
  });

  it('is the same every time, with every article number once', () => {
    expect(JSON.stringify(generateCatalogue())).toBe(JSON.stringify(products));
    expect(new Set(products.map(({ sku }) => sku)).size).toBe(products.length);
  });

  it('spans 15 or more categories, three currencies, and is a quarter Chinese and partly Spanish', () => {
    expect(new Set(products.map(({ category }) => category)).size).toBeGreaterThanOrEqual(15);
    expect(new Set(products.map(({ price }) => price.currency))).toEqual(new Set(['USD', 'EUR', 'CNY']));
    const chinese = products.filter(({ name }) => /\p{Script=Han}/u.test(name)).length / products.length;
    expect(chinese).toBeGreaterThan(0.2);
    expect(chinese).toBeLessThan(0.3);
    expect(products.filter(({ description }) => description.includes('Pedidos desde')).length).toBeGreaterThan(80);
  });

  it('has nothing of the sample documents, so that finding one of their products proves ingestion', () => {
    const text = JSON.stringify(products).toLowerCase();
    const samples = [...camping, ...teaWare, ...marine, ...labGlass, ...beekeeping];
    for (const { sku, name } of samples) {
      expect(text).not.toContain(sku.toLowerCase());
      expect(text).not.toContain(name.toLowerCase());
    }
    for (const word of ['kestrelmoor', '青瓷', '紫砂', 'cleat', '烧杯', 'atmospheric', 'honey'])
      expect(text).not.toContain(word);
  });
});
