/**
 * pdf.js as this process needs it: to read text, never to draw. What it brings along for other ends costs half as much again as the reading
 * itself, so the process is arranged around the import.
 */
import { createRequire, Module } from 'node:module';

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** Loads pdf.js and its worker into this process, once. */
export async function loadPdfJs(): Promise<PdfJs> {
  loading ??= load();
  return loading;
}

let loading: Promise<PdfJs> | undefined;

async function load(): Promise<PdfJs> {
  const { push } = Array.prototype;
  inflateInPlace();
  const pdfjs = await withoutCanvas(async () => {
    const main = await import('pdfjs-dist/legacy/build/pdf.min.mjs');
    // Once the worker's module is there, it runs on this thread and is not looked for at another path.
    await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
    return main;
  });
  // The legacy build puts a much slower one in its place, for the sake of arrays whose length cannot be written.
  Array.prototype.push = push;
  passTextByReference();
  return pdfjs;
}

/**
 * pdf.js asks for a canvas as soon as it is loaded, some 30 MB and 100 ms of native code. It needs the names it finds there, and their
 * meaning only to draw.
 */
async function withoutCanvas<T>(work: () => Promise<T>): Promise<T> {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@napi-rs/canvas');
  const stand = new Module(path);
  stand.filename = path;
  stand.loaded = true;
  stand.exports = { DOMMatrix: Unused, ImageData: Unused, Path2D: Unused };
  require.cache[path] = stand;
  try {
    return await work();
  } finally {
    // Whoever draws gets the real one.
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- how an entry leaves this cache
    delete require.cache[path];
  }
}

class Unused {}

/** A page's content is a few kilobytes: its own inflater has it done before a stream of the platform is set up, and holds no memory outside of the heap. */
function inflateInPlace(): void {
  Reflect.deleteProperty(globalThis, 'DecompressionStream');
}

/** What the kind of a streamed message is when it carries a piece of the stream. */
const ENQUEUE = 4;

/**
 * Its two halves speak through messages that are copied deeply, because elsewhere they live in two threads. The pieces of a page's text are
 * given away by the half that made them, so for these a shallow copy does.
 */
function passTextByReference(): void {
  const { structuredClone } = globalThis;
  globalThis.structuredClone = <T>(value: T, options?: Parameters<typeof structuredClone>[1]): T =>
    isPieceOfText(value) ? { ...value, chunk: { ...value.chunk } } : structuredClone(value, options);
}

function isPieceOfText(message: unknown): message is { stream: number; chunk: { items: unknown[] } } {
  if (typeof message !== 'object' || message === null || !('stream' in message) || message.stream !== ENQUEUE)
    return false;
  return 'chunk' in message && typeof message.chunk === 'object' && message.chunk !== null && 'items' in message.chunk;
}
