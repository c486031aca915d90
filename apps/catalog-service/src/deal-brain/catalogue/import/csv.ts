import { Readable } from 'node:stream';
import { badRequest } from '@tradewind/platform';
import { parse } from 'csv-parse';
import { checkRow } from './check-row.js';
import { columnsOf, type CsvColumn, type CsvField } from './csv-columns.js';
import type { ImportRow } from './import-row.js';

/** One row; a quote that is never closed would otherwise collect the rest of the file. */
const MAX_ROW_CHARACTERS = 262_144;

/**
 * The products of a CSV file, row by row as it arrives. The first row names the columns; comma, semicolon and tab separate. An empty
 * cell says nothing.
 *
 * @throws AppError 400 `import.csv_invalid` when the file as a whole cannot be read: no header, no column for sku or name, a row too
 * long or a quote that is never closed
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  charset: string,
): AsyncGenerator<ImportRow, void, undefined> {
  const text = decoded(bytes, charset);
  const first = await text.next();
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(first.done === true ? '' : first.value),
    info: true,
    max_record_size: MAX_ROW_CHARACTERS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const source = Readable.from(chained(first, text));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: CsvColumn[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === undefined) columns = checked(columnsOf(record));
      else yield checkRow(line, productOf(record, columns));
      // A row may span lines: it begins behind the one before it.
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw badRequest('import.csv_invalid', `The file cannot be read as CSV: ${error.message}.`);
    throw error;
  } finally {
    source.destroy();
  }
  if (columns === undefined)
    throw badRequest('import.csv_invalid', 'The file is empty; its first row must name the columns.');
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, charset: string): AsyncGenerator<string, void, undefined> {
  const decoder = decoderFor(charset);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  yield decoder.decode();
}

function decoderFor(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    throw badRequest(
      'import.charset_unknown',
      'The charset of the Content-Type is not known. Send UTF-8, or name GBK or Big5.',
    );
  }
}

async function* chained(
  first: IteratorResult<string, void>,
  rest: AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  if (first.done !== true) yield first.value;
  yield* rest;
}

/** The one that the first row has most of. */
function delimiterOf(start: string): string {
  const [row = ''] = start.split('\n', 1);
  const count = (delimiter: string): number => row.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function checked(columns: CsvColumn[]): CsvColumn[] {
  const fields = new Set(columns.map((column) => (column !== null && 'field' in column ? column.field : undefined)));
  const missing = (['sku', 'name'] as const).filter((field) => !fields.has(field));
  if (missing.length === 0) return columns;
  throw badRequest(
    'import.csv_invalid',
    `The first row names no column for ${missing.join(' and ')}. Known headers are documented, such as "sku" or "货号" and "name" or "名称".`,
  );
}

/** A product as the contract has it, still unchecked. */
function productOf(record: readonly string[], columns: readonly CsvColumn[]): unknown {
  const fields: Partial<Record<CsvField, string>> = {};
  const attributes: Record<string, string> = {};
  for (const [index, column] of columns.entries()) {
    const cell = record[index]?.trim() ?? '';
    if (column === null || cell === '') continue;
    if ('field' in column) fields[column.field] = cell;
    else attributes[column.attribute] = cell;
  }
  const { price_amount, price_currency, min_order_quantity, ...texts } = fields;
  return {
    ...texts,
    attributes,
    ...(price_amount !== undefined && { price: priceOf(price_amount, price_currency) }),
    ...(min_order_quantity !== undefined && { min_order_quantity: numberOf(min_order_quantity) }),
  };
}

const SYMBOLS: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'CNY',
  '￥': 'CNY',
  RMB: 'CNY',
  元: 'CNY',
};

/** "USD 1,234.50", "12,50 €" or "3.2" with a currency column. */
function priceOf(cell: string, currency: string | undefined): unknown {
  const sign = /[^\d.,\s]+/u.exec(cell)?.[0].toUpperCase();
  const code = currency?.toUpperCase() ?? sign;
  return { amount: plainNumber(cell.replace(/[^\d.,]/g, '')), currency: (code && SYMBOLS[code]) ?? code ?? '' };
}

function numberOf(cell: string): unknown {
  const digits = plainNumber(/^[\d.,\s]+/.exec(cell)?.[0].replace(/\s/g, '') ?? '');
  return digits === '' ? cell : Number(digits);
}

/** Thousands separators go; a single comma before one or two last digits is a decimal one. */
function plainNumber(digits: string): string {
  if (/^\d+,\d{1,2}$/.test(digits)) return digits.replace(',', '.');
  return digits.replaceAll(',', '');
}
