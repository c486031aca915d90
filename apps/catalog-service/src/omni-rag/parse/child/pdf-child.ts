/**
 * The parser process: parsers block, bloat and hang, so they run in a process of their own. It knows nothing of the service and is
 * killed without ceremony when it takes too long or too much memory.
 */
import type { ParsedPage, ParserAnswer, ParserRequest } from '../protocol.js';
import { UnreadablePdf } from './engine.js';
import { OpenDocument } from './open-document.js';

/** Pages that take long are handed over one by one, so that none of them is lost and none waits for the others' time. */
const BATCH_MS = 2_000;

let document: OpenDocument | undefined;

async function open(path: string, maxPages: number): Promise<ParserAnswer> {
  await close();
  document = await OpenDocument.open(path);
  const { pages, title } = document;
  if (pages > maxPages) throw new UnreadablePdf('document.too_many_pages', { cause: `${String(pages)} pages` });
  return { kind: 'opened', pages, title };
}

async function pages(opened: OpenDocument, from: number, to: number): Promise<ParserAnswer> {
  const parsed: ParsedPage[] = [];
  const started = performance.now();
  for (let page = from; page <= to; page += 1) {
    parsed.push(await opened.parse(page));
    if (performance.now() - started > BATCH_MS) break;
  }
  return { kind: 'pages', pages: parsed };
}

async function close(): Promise<void> {
  const opened = document;
  document = undefined;
  await opened?.close();
}

async function perform(request: ParserRequest): Promise<ParserAnswer> {
  if (request.kind === 'open') return open(request.path, request.maxPages);
  if (request.kind === 'close') {
    await close();
    return { kind: 'closed' };
  }
  if (!document) throw new UnreadablePdf('document.corrupt', { cause: 'no document is open' });
  if (request.kind === 'pages') return pages(document, request.from, request.to);
  return { kind: 'rendered', drawn: await document.render(request.page, request.path) };
}

async function answer(request: ParserRequest): Promise<ParserAnswer> {
  try {
    return await perform(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UnreadablePdf) return { kind: 'failed', code: error.code, message };
    return { kind: 'failed', code: error instanceof RangeError ? 'document.too_complex' : 'document.corrupt', message };
  }
}

process.on('message', (request: ParserRequest) => {
  void answer(request).then((result) => process.send?.(result));
});
// The worker is gone: nobody wants the answer.
process.on('disconnect', () => process.exit(0));
