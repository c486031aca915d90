import { readFile, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { extractProducts } from '../src/model/tasks/extract-products.js';
import { sampleDocuments } from '../src/samples/documents.js';
import {
  camping,
  encryptedPassword,
  labGlass,
  marine,
  teaWare,
  waterGenerator,
  type SampleProduct,
} from '../src/samples/products.js';

const folder = new URL('../assets/oss/', import.meta.url);
const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function open(name: string, password?: string) {
  return getDocument({
    data: new Uint8Array(await readFile(new URL(name, folder))),
    cMapUrl: join(pdfjs, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(pdfjs, 'standard_fonts/'),
    verbosity: 0,
    ...(password !== undefined && { password }),
  }).promise;
}

/** Page texts in stream order, cells separated by tabs. */
async function pagesOf(name: string) {
  const document = await open(name);
  return Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const { items } = await (await document.getPage(index + 1)).getTextContent();
      const text = items
        .map((item) => ('str' in item ? `${item.str === ' ' ? '\t' : item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('');
      return { page: index + 1, text };
    }),
  );
}

describe('the sample documents', () => {
  it.each<[string, SampleProduct[]]>([
    ['catalogue-en.pdf', camping],
    ['catalogue-zh.pdf', teaWare],
    ['price-list.pdf', marine],
    ['price-list-zh.pdf', labGlass],
    ['spec-sheet.pdf', [waterGenerator]],
  ])(
    '%s gives every article number, name, price and quantity to pdf.js and to the stand-in model',
    async (name, products) => {
      const pages = await pagesOf(name);
      const text = pages.map((page) => page.text).join('\n');
      for (const { sku, price } of products) {
        expect(text).toContain(sku);
        expect(text).toContain(price);
      }
      const read = extractProducts({ task: 'extract_products', pages }).products;
      expect(
        read.map(({ sku, name, price_amount, min_order_quantity }) => [sku, name, price_amount, min_order_quantity]),
      ).toEqual(products.map(({ sku, name, price, moq }) => [sku, name, price.replace(',', ''), moq]));
      expect(read.every(({ price_currency }) => price_currency !== null)).toBe(true);
    },
  );

  it('state the origin once for a whole price list', async () => {
    const { products } = extractProducts({ task: 'extract_products', pages: await pagesOf('price-list.pdf') });
    expect(new Set(products.map(({ origin }) => origin))).toEqual(new Set(['Türkiye']));
  });

  it('scanned.pdf is one page without any text', async () => {
    expect(await pagesOf('scanned.pdf')).toEqual([{ page: 1, text: '' }]);
  });

  it('encrypted.pdf opens with its password only', async () => {
    await expect(open('encrypted.pdf')).rejects.toMatchObject({ name: 'PasswordException' });
    expect((await open('encrypted.pdf', encryptedPassword)).numPages).toBe(1);
  });

  it.each(['not-a-pdf.pdf', 'truncated.pdf', 'empty.pdf'])('%s is refused', async (name) => {
    await expect(open(name)).rejects.toMatchObject({ name: 'InvalidPDFException' });
  });

  it('are small, and those on disk are what the script makes', async () => {
    const names = await readdir(folder);
    const sizes = await Promise.all(names.map(async (name) => (await stat(new URL(name, folder))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
    const made = await sampleDocuments();
    expect(new Set(names)).toEqual(new Set(made.keys()));
    for (const name of [
      'catalogue-en.pdf',
      'catalogue-zh.pdf',
      'price-list.pdf',
      'price-list-zh.pdf',
      'spec-sheet.pdf',
    ]) {
      expect(made.get(name)?.equals(await readFile(new URL(name, folder)))).toBe(true);
    }
  });
});
