import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from '../page-text.js';
import { cleanTitle, MAX_PAGE_CHARACTERS, PROBED_PAGES, UnreadablePdf, type PdfEngine } from './engine.js';
import { loadPdfJs } from './load-pdfjs.js';

const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/**
 * The first opinion: of all free engines pdf.js reads most files, and it is the one that gets Chinese fonts right that are not embedded.
 *
 * @throws UnreadablePdf
 */
export async function openWithPdfJs(bytes: Uint8Array): Promise<PdfEngine> {
  const { getDocument, VerbosityLevel } = await loadPdfJs();
  const task = getDocument({
    data: bytes,
    // Without these, text in fonts that are not embedded (most Chinese price lists) comes out empty or wrong.
    cMapUrl: join(assets, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(assets, 'standard_fonts') + sep,
    useSystemFonts: false,
    isEvalSupported: false,
    stopAtErrors: false,
    // Fonts are needed for what their characters mean, never to draw them.
    disableFontFace: true,
    fontExtraProperties: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    if (!(await hasPages(document)))
      throw new UnreadablePdf('document.corrupt', { cause: 'the document has no pages' });
    return {
      pages: document.numPages,
      title: await titleOf(document),
      items: (page) => itemsOf(document, page),
      close: () => task.destroy(),
    };
  } catch (error) {
    await task.destroy();
    throw error instanceof UnreadablePdf ? error : unreadable(error);
  }
}

async function hasPages(document: PDFDocumentProxy): Promise<boolean> {
  for (let page = 1; page <= Math.min(PROBED_PAGES, document.numPages); page += 1) {
    const found = await document.getPage(page).catch(() => undefined);
    if (found) return true;
  }
  return false;
}

async function itemsOf(document: PDFDocumentProxy, number: number): Promise<TextItem[]> {
  const page = await document.getPage(number);
  const reader = page.streamTextContent().getReader() as ReadableStreamDefaultReader<TextChunk>;
  const items: TextItem[] = [];
  const vertical = new Set<string>();
  let characters = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return items;
      for (const [font, style] of Object.entries(value.styles)) if (style.vertical) vertical.add(font);
      for (const item of value.items) {
        if (item.str === undefined) continue;
        characters += item.str.length;
        items.push(toTextItem(item, vertical));
      }
      if (characters > MAX_PAGE_CHARACTERS) {
        await reader.cancel(new Error('enough')).catch(() => undefined);
        return items;
      }
    }
  } finally {
    page.cleanup();
  }
}

/** What pdf.js streams; its own types describe only the whole. */
interface TextChunk {
  items: { str?: string; transform: number[]; width: number; height: number; fontName: string }[];
  styles: Record<string, { vertical?: boolean }>;
}

function toTextItem(item: TextChunk['items'][number], vertical: ReadonlySet<string>): TextItem {
  const { str = '', transform, width, height, fontName } = item;
  return { str, transform, width, height, vertical: vertical.has(fontName) };
}

async function titleOf(document: PDFDocumentProxy): Promise<string | null> {
  const metadata = await document.getMetadata().catch(() => undefined);
  const info = metadata?.info;
  return info && 'Title' in info && typeof info.Title === 'string' ? cleanTitle(info.Title) : null;
}

function unreadable(error: unknown): UnreadablePdf {
  if (error instanceof Error && error.name === 'PasswordException')
    return new UnreadablePdf('document.encrypted', { cause: error });
  if (error instanceof RangeError) return new UnreadablePdf('document.too_complex', { cause: error });
  return new UnreadablePdf('document.corrupt', { cause: error });
}
