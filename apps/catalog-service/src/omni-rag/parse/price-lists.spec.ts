import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Chunker } from '../chunk/chunker.js';
import { tokenCount } from '../chunk/tokens.js';
import { PageFacts } from '../extract/verbatim.js';
import { RagEnv } from '../rag.config.js';
import { CELL_SEPARATOR } from './page-text.js';
import { PdfParser } from './pdf-parser.js';
import type { ParsedPage } from './protocol.js';
import { compileParserChild } from './testing/compile-child.js';
import { priceListPdf, type PriceListLayout, type PriceRow } from './testing/price-list-pdf.js';

const ROWS = 138;
const never = new AbortController().signal;
const ENGLISH = ['Item No.', 'Product', 'Unit price', 'MOQ'] as const;
const CHINESE = ['货号', '品名', '单价', '起订量'] as const;

/** Repeatable numbers that look like anything (Park and Miller). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function rowsOf(chinese: boolean, price: (amount: string) => string): PriceRow[] {
  const next = numbers(20_251_101);
  const names = chinese
    ? ['不锈钢保温杯 500ml', '高硼硅烧杯（带刻度）', '折叠椅', '陶瓷马克杯礼盒装四件套']
    : ['Stainless steel vacuum flask 500 ml', 'Beaker, graduated', 'Folding chair', 'Gift box of four ceramic mugs'];
  return Array.from({ length: ROWS }, (_, index) => ({
    sku: `${chinese ? 'ZH' : 'EN'}-${String(1_000 + index * 7)}${['', 'A', '/B'][index % 3] ?? ''}`,
    name: names[index % names.length] ?? '',
    price: price((next() * 9_000 + 0.01).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })),
    moq: String(10 * Math.ceil(next() * 500)),
  }));
}

describe('price lists', () => {
  let directory: string;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let parser: PdfParser;

  beforeAll(async () => {
    child = await compileParserChild();
    directory = await mkdtemp(join(tmpdir(), 'price-lists-spec-'));
    parser = new PdfParser(RagEnv.parse({}), child.module);
  });

  afterAll(async () => {
    await parser.onModuleDestroy();
    await child.remove();
    await rm(directory, { recursive: true, force: true });
  });

  async function parse(content: Buffer): Promise<ParsedPage[]> {
    const path = join(directory, 'list.pdf');
    await writeFile(path, content);
    return parser.withPdf(path, never, async (pdf) => {
      const pages: ParsedPage[] = [];
      while (pages.length < pdf.pages) pages.push(...(await pdf.read(pages.length + 1, pdf.pages)));
      return pages;
    });
  }

  const layouts: [string, PriceListLayout, (amount: string) => string][] = [
    ['English, ruled, US$', { head: ENGLISH, chinese: false, ruled: true, order: 'rows' }, (amount) => `US$${amount}`],
    ['English, unruled, €', { head: ENGLISH, chinese: false, ruled: false, order: 'rows' }, (amount) => `€ ${amount}`],
    ['English, by column', { head: ENGLISH, chinese: false, ruled: false, order: 'columns' }, (amount) => amount],
    ['Chinese, ruled, ￥', { head: CHINESE, chinese: true, ruled: true, order: 'rows' }, (amount) => `￥${amount}`],
    ['Chinese, unruled, 元', { head: CHINESE, chinese: true, ruled: false, order: 'rows' }, (amount) => `${amount}元`],
    ['Chinese, by column', { head: CHINESE, chinese: true, ruled: true, order: 'columns' }, (amount) => amount],
  ];

  it.each(layouts)(
    'keep every article number, price and quantity in its row, in text and passages: %s',
    async (_, layout, price) => {
      const rows = rowsOf(layout.chinese, price);
      const expected = rows.map(({ sku, name, price: shown, moq }) => [sku, name, shown, moq].join(CELL_SEPARATOR));
      const pages = await parse(priceListPdf(rows, layout));
      const head = layout.head.join(CELL_SEPARATOR);
      expect(pages.flatMap(({ text }) => text.split('\n')).filter((line) => line !== head)).toEqual(expected);

      const chunker = new Chunker('doc_1', tokenCount);
      const passages = pages.flatMap((page) => [...chunker.chunk(page)]);
      for (const { text } of passages) expect(text.startsWith(head)).toBe(true);
      expect(passages.flatMap(({ text }) => text.split('\n')).filter((line) => line !== head)).toEqual(expected);

      const facts = pages.map(({ text }) => new PageFacts(text));
      for (const [index, { sku, price: shown }] of rows.entries()) {
        const page = facts.find((one) => one.hasCode(sku));
        expect(page?.hasPrice(sku, shown)).toBe(true);
        const other = rows[(index + 1) % rows.length];
        expect(page?.hasPrice(sku, other?.price ?? '')).toBe(false);
      }
    },
  );
});
