import { currencyOf } from '../money.js';
import { fieldOf, type Field } from './labels.js';
import { draftOn, isArticleNumber, looksLikeSku, type Draft } from './record.js';

interface Column {
  label: string;
  field: Field | null;
  /** From a head such as `Price (USD)`. */
  currency: string | null;
}

export interface Header {
  columns: Column[];
}

/** Cells of a line, as PDF text tools separate them: tabs, bars or wide gaps. */
export function cellsOf(line: string): string[] {
  // Between tabs an empty cell is one: what stands behind it belongs under its own head.
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim());
  const separator = line.includes('|') ? /\s*\|\s*/ : / {2,}|\u3000+/;
  return line
    .split(separator)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '' && !/^[-:]+$/.test(cell));
}

/** A line whose cells name an article number or name, and a price: the head of a price list. */
export function headerOf(line: string): Header | undefined {
  const cells = cellsOf(line);
  const split = cells.length >= 3 ? cells : splitHeader(line);
  const columns = split.map((label) => ({ label, field: fieldOf(label), currency: currencyOf(label) }));
  const fields = columns.map(({ field }) => field);
  const identified = fields.includes('sku') || fields.includes('model');
  return columns.length >= 3 && identified && (fields.includes('price') || fields.includes('name'))
    ? { columns }
    : undefined;
}

/** `Item No. Product Price (USD) MOQ` with single spaces: the longest known labels, one after the other. */
function splitHeader(line: string): string[] {
  const words = line.trim().split(/\s+/);
  if (words.length > 16) return [];
  const labels: string[] = [];
  for (let at = 0; at < words.length;) {
    const length =
      [4, 3, 2, 1].find(
        (count) => at + count <= words.length && fieldOf(words.slice(at, at + count).join(' ')) !== null,
      ) ?? 1;
    labels.push(words.slice(at, at + length).join(' '));
    at += length;
  }
  return labels.filter((label) => fieldOf(label) !== null).length >= 3 ? labels : [];
}

/** A line of the table under `header`, undefined when it is not one. */
export function rowOf(line: string, header: Header, page: number): Draft | undefined {
  const cells = cellsOf(line);
  if (cells.filter((cell) => cell !== '').length >= 3) {
    const aligned = alignedRow(cells, header, page);
    if (aligned !== undefined) return aligned;
  }
  return looseRow(line, header, page);
}

function alignedRow(cells: string[], header: Header, page: number): Draft | undefined {
  // Empty cells at the end of a row are left out.
  const isComplete = cells.length === header.columns.length;
  if (!isComplete && !(cells.length === header.columns.length - 1)) return undefined;
  const draft = draftOn(page);
  for (const [index, { field, label, currency }] of header.columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (field === null) draft.attributes.push({ name: label, value: cell });
    else if (field === 'price')
      draft.fields.price = currency !== null && currencyOf(cell) === null ? `${cell} ${currency}` : cell;
    else draft.fields[field] = cell;
  }
  const key = draft.fields.sku ?? draft.fields.model;
  return key !== undefined && isArticleNumber(key) ? draft : undefined;
}

const priceLike =
  /(?:US\$|USD|EUR|CNY|RMB|GBP|[$€£¥￥])\s*\d[\d,]*(?:\.\d+)?|\d[\d,]*\.\d{2,4}(?:\s*(?:USD|EUR|CNY|RMB|元))?/g;

/**
 * A row whose cells cannot be told apart: the article number, the words after it as name, the price by its form, and
 * the last whole number behind or before the price as minimum order.
 */
export function looseRow(line: string, header: Header | undefined, page: number): Draft | undefined {
  const words = line.replace(/[\t|]/g, ' ').trim().split(/\s+/);
  const at = words.findIndex((word, index) => index < 3 && looksLikeSku(word));
  const sku = words[at];
  if (sku === undefined) return undefined;
  const rest = words.slice(at + 1).join(' ');
  const prices = [...rest.matchAll(priceLike)];
  const price = prices.at(-1);
  if (price === undefined) return undefined;
  const before = rest.slice(0, price.index).trim();
  const after = rest.slice(price.index + price[0].length).trim();
  const draft = draftOn(page);
  const columnCurrency = header?.columns.find(({ field }) => field === 'price')?.currency ?? null;
  draft.fields.sku = sku;
  draft.fields.price =
    currencyOf(price[0]) === null && columnCurrency !== null ? `${price[0]} ${columnCurrency}` : price[0];
  const quantity = /^(?:\/\s?\w+\s)?(\d[\d,]*)/.exec(after)?.[1];
  if (quantity !== undefined) draft.fields.moq = quantity;
  else if (header?.columns.some(({ field }) => field === 'moq') === true) {
    const tail = /\s(\d[\d,]*)$/.exec(before);
    if (tail?.[1] !== undefined) draft.fields.moq = tail[1];
  }
  draft.fields.name = before.replace(/\s(\d[\d,]*)$/, (tail) => (draft.fields.moq === tail.trim() ? '' : tail)).trim();
  return draft.fields.name === '' ? undefined : draft;
}
