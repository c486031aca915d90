import { z } from 'zod';
import { currencyOf } from '../money.js';
import { BlockReader } from '../products/block.js';
import { inlineLabel } from '../products/labels.js';
import { recordOf, type Defaults, type Draft, type ProductRecord } from '../products/record.js';
import { headerOf, looseRow, rowOf, type Header } from '../products/table.js';

export const ExtractProductsTask = z.looseObject({
  task: z.literal('extract_products'),
  pages: z.array(z.looseObject({ page: z.int(), text: z.string() })),
});
type ExtractProductsTask = z.infer<typeof ExtractProductsTask>;

/** The products a document's pages list, as tables or as blocks of labelled lines, in English or Chinese. */
export function extractProducts({ pages }: ExtractProductsTask): { products: ProductRecord[] } {
  const products = new Map<string, ProductRecord>();
  let header: Header | undefined;
  for (const { page, text } of pages) {
    const read = readPage(text, page, header);
    header = read.header;
    const defaults = defaultsOf(text);
    for (const draft of read.drafts) {
      const record = recordOf(draft, defaults);
      if (record !== undefined && !products.has(record.sku)) products.set(record.sku, record);
    }
  }
  return { products: [...products.values()] };
}

/** A table may go on over the page: the head of the page before holds until another one comes. */
function readPage(
  text: string,
  page: number,
  previous: Header | undefined,
): { drafts: Draft[]; header: Header | undefined } {
  const rows: Draft[] = [];
  const blocks = new BlockReader(page);
  let header = previous;
  for (const line of linesOf(text)) {
    const head = headerOf(line);
    if (head !== undefined) {
      header = head;
      continue;
    }
    const row = header === undefined ? looseRow(line, undefined, page) : rowOf(line, header, page);
    if (row === undefined) blocks.line(line);
    else rows.push(row);
  }
  return { drafts: [...rows, ...blocks.end()], header };
}

function linesOf(text: string): string[] {
  return text
    .replace(/[Ａ-Ｚａ-ｚ０-９]/g, (wide) => wide.normalize('NFKC'))
    .replace(/[\u00a0\u2000-\u200a]/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => (/\t| {2,}|\|/.test(line) ? [line] : line.replaceAll(inlineLabel, '\n').split('\n')))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `All prices in USD`, `Made in Türkiye`: said once for the whole page. An origin that is said several times is each product's own. */
function defaultsOf(text: string): Defaults {
  const prices = /(?:all prices|prices? (?:are )?(?:quoted )?in|currency|价格单位|币种|单位|货币)[^\n]{0,40}/i.exec(
    text,
  )?.[0];
  const origins = [
    ...text.matchAll(/(?:made in\s+|(?:country of )?origin\s*[:：]\s*|产地\s*[:：]\s*)([^.。;；\n]{2,40})/gi),
  ];
  const [title = ''] = linesOf(text);
  return {
    title: title.includes('\t') ? null : title,
    currency: (prices === undefined ? null : currencyOf(prices)) ?? currencyOf(text),
    origin: origins.length === 1 ? (origins[0]?.[1]?.trim() ?? null) : null,
  };
}
