import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RagEnv, type RagConfig } from '../rag.config.js';
import { PdfParser, type OpenedPdf } from './pdf-parser.js';
import { compileParserChild } from './testing/compile-child.js';
import { rawPdf, textPdf } from './testing/raw-pdf.js';

/** The documents every part of the product is tried with; read as files, as the storage would serve them. */
const samples = fileURLToPath(new URL('../../../../sandbox/assets/oss/', import.meta.url));

describe('PdfParser', () => {
  let directory: string;
  let child: Awaited<ReturnType<typeof compileParserChild>>;

  beforeAll(async () => {
    child = await compileParserChild();
    directory = await mkdtemp(join(tmpdir(), 'parser-spec-'));
  });

  afterAll(async () => {
    await child.remove();
    await rm(directory, { recursive: true, force: true });
  });

  const started: PdfParser[] = [];
  const parser = (config: Partial<RagConfig> = {}) => {
    const made = new PdfParser({ ...RagEnv.parse({}), ...config }, child.module);
    started.push(made);
    return made;
  };
  afterEach(() => Promise.all(started.splice(0).map((made) => made.onModuleDestroy())));
  const never = new AbortController().signal;
  const readAll = async (pdf: OpenedPdf) => ({ ...pdf, texts: (await pdf.read(1, pdf.pages)).map(({ text }) => text) });

  async function saved(content: Buffer): Promise<string> {
    const path = join(directory, `${String(Math.random()).slice(2)}.pdf`);
    await writeFile(path, content);
    return path;
  }

  it('reads the pages of a document it is asked for', async () => {
    const path = await saved(textPdf(['first page', 'second page', 'third page']));
    const pages = await parser().withPdf(path, never, (pdf) => pdf.read(2, 3));
    expect(pages.map(({ page, text }) => [page, text])).toEqual([
      [2, 'second page'],
      [3, 'third page'],
    ]);
  });

  it('reads every row of a Chinese price list with its cells', async () => {
    const { texts } = await parser().withPdf(join(samples, 'price-list-zh.pdf'), never, readAll);
    const rows = texts
      .join('\n')
      .split('\n')
      .filter((line) => /^\d+\tCC-/.test(line));
    expect(rows).toHaveLength(18);
    expect(rows[0]).toBe('1\tCC-GB050\t高硼硅烧杯\tBorosilicate beaker\t50 ml\t6.80\t200');
  });

  it('marks a scanned page as one that shows something but cannot be read', async () => {
    const [page] = await parser().withPdf(join(samples, 'scanned.pdf'), never, (pdf) => pdf.read(1, 1));
    expect(page).toMatchObject({ text: '', unreadable: true });
  });

  it.each([
    ['encrypted.pdf', 'document.encrypted'],
    ['truncated.pdf', 'document.corrupt'],
  ])('says of %s: %s', async (name, code) => {
    await expect(parser().withPdf(join(samples, name), never, readAll)).rejects.toMatchObject({ code });
  });

  it('takes a document without pages for damaged', async () => {
    const path = await saved(rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 0 /Kids [] >>']));
    await expect(parser().withPdf(path, never, readAll)).rejects.toMatchObject({ code: 'document.corrupt' });
  });

  it('refuses a document with more pages than allowed', async () => {
    const path = await saved(textPdf(['a', 'b', 'c']));
    await expect(parser({ RAG_MAX_PAGES: 2 }).withPdf(path, never, readAll)).rejects.toMatchObject({
      code: 'document.too_many_pages',
    });
  });

  it('kills a parser that takes too long or too much memory', async () => {
    const path = await saved(textPdf(['a']));
    for (const config of [
      { RAG_PARSE_BATCH_TIMEOUT_MS: 1 },
      { RAG_PARSE_TIMEOUT_MS: 1 },
      { RAG_PARSER_MAX_RSS_MB: 1 },
    ]) {
      const stuck = parser(config).withPdf(path, never, async (pdf) => {
        for (;;) await pdf.read(1, 1);
      });
      await expect(stuck).rejects.toMatchObject({ code: 'document.too_complex' });
    }
  });

  it('ends the child when the task is stopped', async () => {
    const path = await saved(textPdf(['a']));
    const stop = new AbortController();
    const reason = new Error('stopped');
    const stopped = parser().withPdf(path, stop.signal, async (pdf) => {
      stop.abort(reason);
      return pdf.read(1, 1);
    });
    await expect(stopped).rejects.toBe(reason);
  });
});
