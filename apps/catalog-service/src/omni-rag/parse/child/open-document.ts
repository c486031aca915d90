import { readFile, writeFile } from 'node:fs/promises';
import { pageText, type PageText, type TextItem } from '../page-text.js';
import type { ParsedPage } from '../protocol.js';
import { MAX_PAGE_CHARACTERS, UnreadablePdf, type PdfEngine } from './engine.js';
import { openWithPdfJs } from './pdfjs.js';
import { openWithPdfium, type PdfiumEngine } from './pdfium.js';
import { isMojibake } from './trust.js';

/** What OCR reads best: small print stays legible, and a page takes seconds. */
const DOTS_PER_INCH = 200;
const NOTHING: PageText = { lines: [], headings: [] };
/** pdf.js keeps some 50 kB of every page it has read; a file is opened anew after so many, so that a long one takes no more memory than a short one. */
const PAGES_PER_OPENING = 128;

/**
 * A document as two engines see it. PDFium is asked only where pdf.js fails or finds nothing: it reports success on some files that have
 * no pages and plausible nonsense on others, so its word counts where there is no better one.
 */
export class OpenDocument {
  private second: Promise<PdfiumEngine | undefined> | undefined;
  /** Pages read since the first engine opened the file. */
  private read = 0;

  private constructor(
    private readonly path: string,
    private first: PdfEngine,
  ) {}

  /** @throws UnreadablePdf when neither engine can read it. */
  static async open(path: string): Promise<OpenDocument> {
    try {
      return new OpenDocument(path, await openWithPdfJs(await bytesOf(path)));
    } catch (error) {
      if (!(error instanceof UnreadablePdf) || error.code !== 'document.corrupt') throw error;
      const second = await openWithPdfium(await bytesOf(path));
      const document = new OpenDocument(path, second);
      document.second = Promise.resolve(second);
      return document;
    }
  }

  get pages(): number {
    return this.first.pages;
  }

  get title(): string | null {
    return this.first.title;
  }

  async parse(page: number): Promise<ParsedPage> {
    await this.forget();
    const { lines, headings } = await this.textOf(page);
    const text = lines.join('\n').slice(0, MAX_PAGE_CHARACTERS);
    return { page, text, headings, unreadable: text === '' && (await this.showsSomething(page)) };
  }

  /** Draws the page into a PNG file; false when PDFium cannot. */
  async render(page: number, path: string): Promise<boolean> {
    const picture = await this.ask((second) => Promise.resolve(second.render(page, DOTS_PER_INCH)));
    if (!picture) return false;
    const { width, height, pixels } = picture;
    // Native code of 30 MB that most documents never need.
    const { createCanvas, ImageData } = await import('@napi-rs/canvas');
    const canvas = createCanvas(width, height);
    canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
    await writeFile(path, await canvas.encode('png'));
    return true;
  }

  async close(): Promise<void> {
    await this.first.close();
    const second = await this.second;
    if (second && second !== this.first) await second.close();
  }

  /** Lets go of what the first engine keeps of the pages before. */
  private async forget(): Promise<void> {
    this.read += 1;
    if (this.read <= PAGES_PER_OPENING || this.first === (await this.second)) return;
    this.read = 1;
    await this.first.close();
    this.first = await openWithPdfJs(await bytesOf(this.path));
  }

  /** One damaged page does not cost the others: it counts as one without text. */
  private async textOf(page: number): Promise<PageText> {
    const read = pageText(await this.first.items(page).catch((): TextItem[] => []));
    if (read.lines.length > 0 && !isMojibake(read.lines.join(''))) return read;
    const items = await this.ask((second) => second.items(page));
    const other = items ? pageText(items) : NOTHING;
    return isMojibake(other.lines.join('')) ? NOTHING : other;
  }

  /** A page that cannot even be looked at is not blank. */
  private async showsSomething(page: number): Promise<boolean> {
    return (await this.ask((second) => Promise.resolve(!second.isBlank(page)))) ?? true;
  }

  private async ask<T>(question: (second: PdfiumEngine) => Promise<T>): Promise<T | undefined> {
    const second = await this.secondOpinion();
    try {
      return second && (await question(second));
    } catch {
      return undefined;
    }
  }

  private secondOpinion(): Promise<PdfiumEngine | undefined> {
    this.second ??= bytesOf(this.path)
      .then(openWithPdfium)
      .catch(() => undefined);
    return this.second;
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  // A copy of its own: pdf.js takes the memory over, and refuses Node's Buffer.
  return new Uint8Array(await readFile(path));
}
