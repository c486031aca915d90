import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OcrReader } from './ocr-reader.js';

/** Answers each request with what its path says, as the real child would. */
const CHILD = `
process.on('message', ({ path }) => {
  const line = (text, x, y) => ({ text, box: [[x, y], [x + 90, y], [x + 90, y + 20], [x, y + 20]] });
  const lines = [line('12.50', 400, 101), line('A-1', 10, 100), line('Lamp', 200, 99)];
  const answers = { read: { kind: 'read', height: 1000, lines }, missing: { kind: 'missing' }, failed: { kind: 'failed', message: 'x' } };
  if (path === 'dies') process.exit(1);
  if (path !== 'hangs') process.send(answers[path]);
});
process.on('disconnect', () => process.exit(0));
`;
const never = new AbortController().signal;

describe('OcrReader', () => {
  let directory: string;
  let module: URL;
  const started: OcrReader[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ocr-spec-'));
    await writeFile(join(directory, 'child.mjs'), CHILD);
    module = pathToFileURL(join(directory, 'child.mjs'));
  });

  afterEach(() => Promise.all(started.splice(0).map((reader) => reader.onModuleDestroy())));
  afterAll(() => rm(directory, { recursive: true, force: true }));

  function reader(config: { RAG_OCR?: boolean; RAG_OCR_PAGE_TIMEOUT_MS?: number } = {}): OcrReader {
    const made = new OcrReader(
      { RAG_OCR: true, RAG_OCR_MAX_RSS_MB: 512, RAG_OCR_PAGE_TIMEOUT_MS: 10_000, ...config },
      module,
    );
    started.push(made);
    return made;
  }

  it('gives what was recognised row by row, whatever order it was found in', async () => {
    expect(await reader().read('read', 7, never)).toEqual({
      page: 7,
      text: 'A-1\tLamp\t12.50',
      headings: [],
      unreadable: false,
    });
  });

  it('is off where it is switched off or its package is missing', async () => {
    expect(reader({ RAG_OCR: false }).available).toBe(false);
    const without = reader();
    expect(without.available).toBe(true);
    expect(await without.read('missing', 1, never)).toBeUndefined();
    expect(without.available).toBe(false);
  });

  it('leaves out a page that fails, kills or holds up the process, and reads the next one', async () => {
    const one = reader({ RAG_OCR_PAGE_TIMEOUT_MS: 1_000 });
    for (const trouble of ['failed', 'dies', 'hangs']) expect(await one.read(trouble, 1, never)).toBeUndefined();
    expect(await one.read('read', 2, never)).toMatchObject({ page: 2 });
  });

  it('stops at once when the task is cancelled, with the reason of the cancellation', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const reading = reader().read('hangs', 1, cancel.signal);
    cancel.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});
