/**
 * The parser process: pdf.js in a process of its own, because parsers block, bloat and hang. It knows nothing of the service
 * and is killed without ceremony when it takes too long or too much memory.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import {
  getDocument,
  OPS,
  VerbosityLevel,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pageText } from './page-text.js';
import type { ParsedPage, ParserAnswer, ParserFailureCode, ParserRequest } from './protocol.js';

const MAX_PAGE_CHARACTERS = 200_000;
const MAX_TITLE_CHARACTERS = 300;
const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

let document: PDFDocumentProxy | undefined;

async function open(path: string, maxPages: number): Promise<ParserAnswer> {
  document = await getDocument({
    data: new Uint8Array(await readFile(path)),
    // Without these, text in fonts that are not embedded (most Chinese price lists) comes out empty or wrong.
    cMapUrl: join(assets, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(assets, 'standard_fonts') + sep,
    useSystemFonts: false,
    isEvalSupported: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
  if (document.numPages < 1) return failed('document.corrupt', 'the document has no pages');
  if (document.numPages > maxPages) return failed('document.too_many_pages', `${String(document.numPages)} pages`);
  return { kind: 'opened', pages: document.numPages, title: await titleOf(document) };
}

async function titleOf(pdf: PDFDocumentProxy): Promise<string | null> {
  const metadata = await pdf.getMetadata().catch(() => undefined);
  const info = metadata?.info;
  const title = info && 'Title' in info && typeof info.Title === 'string' ? info.Title : '';
  return (
    title
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .trim()
      .slice(0, MAX_TITLE_CHARACTERS) || null
  );
}

async function pages(pdf: PDFDocumentProxy, from: number, to: number): Promise<ParserAnswer> {
  const parsed: ParsedPage[] = [];
  for (let number = from; number <= to; number += 1) parsed.push(await parsePage(pdf, number));
  return { kind: 'pages', pages: parsed };
}

async function parsePage(pdf: PDFDocumentProxy, number: number): Promise<ParsedPage> {
  const page = await pdf.getPage(number);
  try {
    const { items } = await page.getTextContent();
    const { lines, headings } = pageText(items.flatMap((item) => ('str' in item ? [item] : [])));
    const text = lines.join('\n').slice(0, MAX_PAGE_CHARACTERS);
    return { page: number, text, headings, unreadable: text === '' && (await showsImage(page)) };
  } finally {
    page.cleanup();
  }
}

async function showsImage(page: PDFPageProxy): Promise<boolean> {
  const images = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject]);
  const { fnArray } = await page.getOperatorList();
  return fnArray.some((operator) => images.has(operator));
}

function failed(code: ParserFailureCode, message: string): ParserAnswer {
  return { kind: 'failed', code, message };
}

function failureOf(error: unknown): ParserAnswer {
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  if (name === 'PasswordException') return failed('document.encrypted', message);
  if (error instanceof RangeError) return failed('document.too_complex', message);
  return failed('document.corrupt', message);
}

async function answer(request: ParserRequest): Promise<ParserAnswer> {
  try {
    if (request.kind === 'open') return await open(request.path, request.maxPages);
    if (!document) return failed('document.corrupt', 'no document is open');
    return await pages(document, request.from, request.to);
  } catch (error) {
    return failureOf(error);
  }
}

process.on('message', (request: ParserRequest) => {
  void answer(request).then((result) => process.send?.(result));
});
// The worker is gone: nobody wants the answer.
process.on('disconnect', () => process.exit(0));
