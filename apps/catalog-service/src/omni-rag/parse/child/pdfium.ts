import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import type { TextItem } from '../page-text.js';
import { cleanTitle, MAX_PAGE_CHARACTERS, PROBED_PAGES, UnreadablePdf, type PdfEngine } from './engine.js';

const PASSWORD_ERROR = 4;
const DOUBLE_BYTES = 8;
const UTF16_BYTES = 2;
const BGRA_BYTES = 4;
const BGRA_FORMAT = 4;
const WHITE = 0xffffffff;
const DRAW_ANNOTATIONS = 0x01;
/** Bounds the picture of a page whose size is absurd. */
const MAX_PIXELS = 40_000_000;
const POINTS_PER_INCH = 72;

export interface Picture {
  width: number;
  height: number;
  /** Four bytes a pixel: red, green, blue, opacity. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** The second opinion and the painter. */
export interface PdfiumEngine extends PdfEngine {
  /** Whether anything at all is drawn on the page. */
  isBlank(page: number): boolean;
  render(page: number, dotsPerInch: number): Picture;
}

/** Emscripten's part of the module: its memory and what reads it. */
type Runtime = WrappedPdfiumModule['pdfium'];

let started: Promise<WrappedPdfiumModule> | undefined;

async function start(): Promise<WrappedPdfiumModule> {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const wasm = await readFile(path);
  const pdfium = await init({ wasmBinary: new Uint8Array(wasm).buffer });
  pdfium.PDFiumExt_Init();
  return pdfium;
}

/** @throws UnreadablePdf */
export async function openWithPdfium(bytes: Uint8Array): Promise<PdfiumEngine> {
  started ??= start();
  const pdfium = await started;
  const memory = pdfium.pdfium;
  const data = allocate(memory, bytes.length);
  const free = (): void => {
    memory.wasmExports.free(data);
  };
  memory.HEAPU8.set(bytes, data);
  const document = pdfium.FPDF_LoadMemDocument(data, bytes.length, '');
  const pages = document === 0 ? 0 : pdfium.FPDF_GetPageCount(document);
  if (!hasPages(pdfium, document, pages)) {
    const isProtected = document === 0 && pdfium.FPDF_GetLastError() === PASSWORD_ERROR;
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    free();
    throw new UnreadablePdf(isProtected ? 'document.encrypted' : 'document.corrupt');
  }
  const withPage = <T>(number: number, work: (page: number) => T): T => {
    const page = pdfium.FPDF_LoadPage(document, number - 1);
    if (page === 0) throw new UnreadablePdf('document.corrupt', { cause: `page ${String(number)}` });
    try {
      return work(page);
    } finally {
      pdfium.FPDF_ClosePage(page);
    }
  };
  return {
    pages,
    title: titleOf(pdfium, document),
    items: (number) => Promise.resolve(withPage(number, (page) => itemsOf(pdfium, page))),
    isBlank: (number) => withPage(number, (page) => pdfium.FPDFPage_CountObjects(page) === 0),
    render: (number, dotsPerInch) => withPage(number, (page) => pictureOf(pdfium, page, dotsPerInch)),
    close: () => {
      pdfium.FPDF_CloseDocument(document);
      free();
      return Promise.resolve();
    },
  };
}

function hasPages(pdfium: WrappedPdfiumModule, document: number, count: number): boolean {
  for (let index = 0; index < Math.min(PROBED_PAGES, count); index += 1) {
    const page = pdfium.FPDF_LoadPage(document, index);
    if (page !== 0) pdfium.FPDF_ClosePage(page);
    if (page !== 0) return true;
  }
  return false;
}

/** One item for each stretch of text PDFium sees on a line. */
function itemsOf(pdfium: WrappedPdfiumModule, page: number): TextItem[] {
  const text = pdfium.FPDFText_LoadPage(page);
  if (text === 0) return [];
  try {
    const count = pdfium.FPDFText_CountRects(text, 0, -1);
    const items: TextItem[] = [];
    let characters = 0;
    for (let index = 0; index < count && characters < MAX_PAGE_CHARACTERS; index += 1) {
      const item = itemOf(pdfium, text, index);
      characters += item.str.length;
      items.push(item);
    }
    return items;
  } finally {
    pdfium.FPDFText_ClosePage(text);
  }
}

function itemOf(pdfium: WrappedPdfiumModule, text: number, index: number): TextItem {
  const { left, top, right, bottom } = withBuffer(pdfium, 4 * DOUBLE_BYTES, (at, memory) => {
    const places = [0, 1, 2, 3].map((place) => at + place * DOUBLE_BYTES) as [number, number, number, number];
    pdfium.FPDFText_GetRect(text, index, ...places);
    const [left = 0, top = 0, right = 0, bottom = 0] = places.map((place) => memory.getValue(place, 'double'));
    return { left, top, right, bottom };
  });
  const length = pdfium.FPDFText_GetBoundedText(text, left, top, right, bottom, 0, 0);
  const str = withBuffer(pdfium, (length + 1) * UTF16_BYTES, (at, memory) => {
    pdfium.FPDFText_GetBoundedText(text, left, top, right, bottom, at, length);
    return memory.UTF16ToString(at);
  });
  const height = top - bottom;
  return { str, transform: [height, 0, 0, height, left, bottom], width: right - left, height };
}

function pictureOf(pdfium: WrappedPdfiumModule, page: number, dotsPerInch: number): Picture {
  const widthPoints = Math.max(1, pdfium.FPDF_GetPageWidthF(page));
  const heightPoints = Math.max(1, pdfium.FPDF_GetPageHeightF(page));
  const wanted = dotsPerInch / POINTS_PER_INCH;
  const scale = Math.min(wanted, Math.sqrt(MAX_PIXELS / (widthPoints * heightPoints)));
  const width = Math.max(1, Math.floor(widthPoints * scale));
  const height = Math.max(1, Math.floor(heightPoints * scale));
  const bytes = width * height * BGRA_BYTES;
  return withBuffer(pdfium, bytes, (at, memory) => {
    const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRA_FORMAT, at, width * BGRA_BYTES);
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, DRAW_ANNOTATIONS);
    const pixels = new Uint8ClampedArray(memory.HEAPU8.slice(at, at + bytes));
    pdfium.FPDFBitmap_Destroy(bitmap);
    for (let index = 0; index < bytes; index += BGRA_BYTES) {
      const blue = pixels[index] ?? 0;
      pixels[index] = pixels[index + 2] ?? 0;
      pixels[index + 2] = blue;
    }
    return { width, height, pixels };
  });
}

function titleOf(pdfium: WrappedPdfiumModule, document: number): string | null {
  const bytes = pdfium.FPDF_GetMetaText(document, 'Title', 0, 0);
  return withBuffer(pdfium, bytes + UTF16_BYTES, (at, memory) => {
    pdfium.FPDF_GetMetaText(document, 'Title', at, bytes);
    return cleanTitle(bytes === 0 ? '' : memory.UTF16ToString(at));
  });
}

function withBuffer<T>(pdfium: WrappedPdfiumModule, bytes: number, work: (at: number, memory: Runtime) => T): T {
  const memory = pdfium.pdfium;
  const at = allocate(memory, bytes);
  try {
    return work(at, memory);
  } finally {
    memory.wasmExports.free(at);
  }
}

function allocate(memory: Runtime, bytes: number): number {
  const at = memory.wasmExports.malloc(bytes);
  if (at === 0) throw new RangeError(`${String(bytes)} bytes are more than PDFium may have`);
  return at;
}
