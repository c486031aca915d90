import type { SampleProduct } from './products.js';
import { margin, pageWidth, type Sheet } from './sheet.js';

export interface CatalogueWords {
  title: string;
  subtitle: string;
  note: string;
  sku: string;
  price: (price: string) => string;
  moq: (quantity: number) => string;
  origin: string;
  brand: string;
  colon: string;
  page: (number: number) => string;
}

/** A cover, then products as a heading with a sentence and labelled lines under it, four a page. */
export function catalogue(sheet: Sheet, products: SampleProduct[], words: CatalogueWords): void {
  sheet.text(words.title, margin, 220, 30, true);
  sheet.text(words.subtitle, margin, 270, 14);
  sheet.text(words.note, margin, 300, 10);
  for (const [index, product] of products.entries()) {
    if (index % 4 === 0) {
      sheet.nextPage();
      sheet.text(words.page(2 + index / 4), pageWidth - 90, 800, 8);
    }
    block(sheet, product, words, 56 + (index % 4) * 184);
  }
}

function block(sheet: Sheet, product: SampleProduct, words: CatalogueWords, top: number): void {
  sheet.text(product.name, margin, top, 14, true);
  sheet.text(product.description, margin, top + 22, 10);
  const lines = [
    `${words.sku}${words.colon}${product.sku}`,
    words.brand,
    words.price(product.price),
    words.moq(product.moq),
    ...Object.entries(product.attributes).map(([name, value]) => `${name}${words.colon}${value}`),
    words.origin,
  ];
  for (const [index, line] of lines.entries()) sheet.text(line, margin + 12, top + 42 + index * 14, 10);
  sheet.rule(margin, top + 172, pageWidth - margin, top + 172);
}

export interface Column {
  label: string;
  width: number;
  cell: (product: SampleProduct, index: number) => string;
}

/** A fully ruled table, its head repeated on every page. */
export function ruledTable(
  sheet: Sheet,
  title: string,
  note: string,
  products: SampleProduct[],
  columns: Column[],
  rowsPerPage: number,
): void {
  const rowHeight = 24;
  for (let from = 0; from < products.length; from += rowsPerPage) {
    if (from > 0) sheet.nextPage();
    sheet.text(title, margin, 48, 16, true);
    sheet.text(note, margin, 72, 9);
    const rows = products.slice(from, from + rowsPerPage);
    const top = 96;
    const lines = [
      columns.map(({ label }) => label),
      ...rows.map((product, at) => columns.map(({ cell }) => cell(product, from + at))),
    ];
    for (const [row, cells] of lines.entries()) {
      let x = margin;
      for (const [at, cell] of cells.entries()) {
        sheet.text(cell, x + 4, top + row * rowHeight + 7, 9, row === 0);
        x += columns[at]?.width ?? 0;
      }
    }
    grid(sheet, columns, lines.length, top, rowHeight);
  }
}

function grid(sheet: Sheet, columns: Column[], rows: number, top: number, rowHeight: number): void {
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  for (let row = 0; row <= rows; row += 1)
    sheet.rule(margin, top + row * rowHeight, margin + width, top + row * rowHeight);
  let x = margin;
  for (const column of [...columns, { width: 0 }]) {
    sheet.rule(x, top, x, top + rows * rowHeight);
    x += column.width;
  }
}
