import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RagEnv } from '../rag.config.js';
import { PdfParser, type OpenedPdf } from './pdf-parser.js';
import { compileParserChild } from './testing/compile-child.js';
import {
  claimingPages,
  cyclicPageTree,
  deeplyNested,
  flateBomb,
  manyOperators,
  selfDrawingForm,
} from './testing/hostile-pdfs.js';
import { BusyTicks } from './testing/busy-ticks.js';
import { textPdf } from './testing/raw-pdf.js';

const samples = fileURLToPath(new URL('../../../../sandbox/assets/oss/', import.meta.url));
const MEGABYTE = 1_048_576;
/** Time one batch of pages may take here; the product's default is longer. */
const TIME_LIMIT_MS = 5_000;
const never = new AbortController().signal;

/** Where a hostile document ends: with a reason, or read as far as there is something to read. */
type End = { code: string } | { pages: number; text: string };

describe('a hostile PDF', () => {
  let directory: string;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let parser: PdfParser;
  let busy: BusyTicks;

  beforeAll(async () => {
    child = await compileParserChild();
    directory = await mkdtemp(join(tmpdir(), 'hostile-spec-'));
    parser = new PdfParser({ ...RagEnv.parse({}), RAG_PARSE_BATCH_TIMEOUT_MS: TIME_LIMIT_MS }, child.module);
    busy = new BusyTicks();
  });

  afterAll(async () => {
    busy.stop();
    await parser.onModuleDestroy();
    await child.remove();
    await rm(directory, { recursive: true, force: true });
  });

  async function read(content: Buffer): Promise<End> {
    const path = join(directory, 'document.pdf');
    await writeFile(path, content);
    return endOf(path);
  }

  async function endOf(path: string): Promise<End> {
    const all = async (pdf: OpenedPdf): Promise<End> => {
      const texts: string[] = [];
      while (texts.length < pdf.pages)
        texts.push(...(await pdf.read(texts.length + 1, pdf.pages)).map(({ text }) => text));
      return { pages: pdf.pages, text: texts.join('\n') };
    };
    try {
      return await parser.withPdf(path, never, all);
    } catch (error) {
      return { code: String((error as { code?: unknown }).code) };
    }
  }

  it('that is encrypted ends as encrypted', async () => {
    expect(await endOf(join(samples, 'encrypted.pdf'))).toEqual({ code: 'document.encrypted' });
  });

  it('that is cut off, empty or not a PDF behind its first line ends as damaged', async () => {
    expect(await read(textPdf(['a', 'b', 'c']).subarray(0, 60))).toEqual({ code: 'document.corrupt' });
    expect(await read(Buffer.from('%PDF-1.7\n'))).toEqual({ code: 'document.corrupt' });
    expect(await read(Buffer.from(`%PDF-1.7\n<html>${'x'.repeat(9_999)}</html>`))).toEqual({
      code: 'document.corrupt',
    });
  });

  it('whose pages contain themselves ends as damaged', async () => {
    expect(await read(cyclicPageTree())).toEqual({ code: 'document.corrupt' });
  });

  it.each(['-2147483648', '213000000', '0', '1e99', '(many)'])(
    'that claims %s pages gives the page it has',
    async (count) => {
      expect(await read(claimingPages(count))).toEqual({ pages: 1, text: 'readable' });
    },
  );

  it('that draws itself without end ends or gives nothing, but ends', async () => {
    expect(await read(selfDrawingForm())).toEqual({ pages: 1, text: '' });
  });

  it('that nests deeper than a stack ends', async () => {
    const end = await read(deeplyNested(1_000_000));
    expect('code' in end ? end.code : end.text).toMatch(/^(document\.\w+|)$/);
  });

  it('of a page of 100,000 operators is read or given up within its time', async () => {
    const end = await read(manyOperators(100_000));
    expect('text' in end ? end.text.length : end.code).toEqual(expect.anything());
    expect('text' in end ? end.text.replace(/[x\s]/g, '') : '').toBe('');
  });

  it('that unpacks to gigabytes is given up before it takes the machine', async () => {
    expect(await read(flateBomb(3))).toEqual({ code: 'document.too_complex' });
  }, 30_000);

  it('leaves the parser able to read the next document', async () => {
    expect(await read(textPdf(['still here']))).toEqual({ pages: 1, text: 'still here' });
  });

  it('never keeps the loop of the worker busy for 200 ms, nor its memory', () => {
    expect(busy.longestMs).toBeLessThan(200);
    expect(process.memoryUsage().rss).toBeLessThan(1_024 * MEGABYTE);
  });
});
