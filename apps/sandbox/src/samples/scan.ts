import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { SampleProduct } from './products.js';

const pixelsPerPoint = 200 / 72;

/** A price list as a scanner would deliver it: a slightly crooked grey picture at 200 dpi, no text to select. */
export async function scannedPriceList(title: string, products: SampleProduct[]): Promise<Buffer> {
  const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts');
  GlobalFonts.registerFromPath(join(fonts, 'LiberationSans-Regular.ttf'), 'Scan');
  GlobalFonts.registerFromPath(join(fonts, 'LiberationSans-Bold.ttf'), 'Scan Bold');
  const canvas = createCanvas(Math.round(595 * pixelsPerPoint), Math.round(842 * pixelsPerPoint));
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f2ee';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(pixelsPerPoint, pixelsPerPoint);
  context.rotate(0.004);
  context.fillStyle = '#222';
  const write = (words: string, x: number, y: number, size: number, font = 'Scan') => {
    context.font = `${size}px "${font}"`;
    context.fillText(words, x, y);
  };
  write(title, 56, 80, 20, 'Scan Bold');
  write('All prices in EUR, FOB Leixoes. Valid until 31 December 2025.', 56, 104, 11);
  for (const [at, words] of ['Item No.', 'Description', 'Price (EUR)', 'MOQ'].entries())
    write(words, columnsAt[at] ?? 0, 140, 12, 'Scan Bold');
  for (const [row, { sku, name, price, moq }] of products.entries()) {
    for (const [at, words] of [sku, name, price, String(moq)].entries())
      write(words, columnsAt[at] ?? 0, 168 + row * 28, 12);
  }
  return canvas.encode('jpeg', 45);
}

const columnsAt = [56, 130, 370, 470];
