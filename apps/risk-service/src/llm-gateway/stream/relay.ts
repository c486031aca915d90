import { isUpstreamError, UpstreamError } from '@tradewind/upstream';
import type { ChatWatch } from './chat-watch.js';
import type { ClientStream } from './client-stream.js';
import type { WordGate } from '../words/word-gate.js';
import { type SseEvent, SseSplitter } from './sse-splitter.js';

/** How a stream ended, and the last bytes the client has yet to be sent. They are kept back until the call is booked. */
export type RelayEnd =
  | { readonly outcome: 'complete'; readonly tail: Buffer }
  /** Without a tail the caller words the failure itself. */
  | { readonly outcome: 'failed'; readonly error: UpstreamError; readonly tail: Buffer | undefined }
  /** A sensitive word was found that ends the answer. */
  | { readonly outcome: 'blocked' }
  | { readonly outcome: 'gone' };

/** Who reads along: the watch, and the gate that holds back what may become a sensitive word. */
interface Readers {
  readonly watch: ChatWatch;
  readonly gate: WordGate | undefined;
  /** What may be sent. */
  readonly ready: Buffer[];
}

const DONE = Buffer.from('data: [DONE]\n\n');
const BLANK_LINE = Buffer.from('\n\n');

/** How long the end of the body may take after `[DONE]`, so that the connection can be used again. */
const TRAILING_MS = 1_000;

/**
 * Forwards a chat completion stream event by event, byte for byte, while `watch` reads along.
 *
 * Reads on only when the client has taken what was sent. Never throws: a failure of the upstream, an answer that breaks
 * off, and a client that leaves are all ends, and the stream is told to be whole only when the upstream said so. Unless it
 * was whole, the caller has to abort the upstream.
 */
export async function relay(
  body: AsyncIterable<Buffer>,
  client: ClientStream,
  watch: ChatWatch,
  gate?: WordGate,
): Promise<RelayEnd> {
  const chunks = body[Symbol.asyncIterator]();
  const splitter = new SseSplitter();
  const ready: Buffer[] = [];
  const readers: Readers = { watch, gate, ready };
  try {
    for (;;) {
      const next = await chunks.next();
      const end = next.done ? lastEvent(splitter.end(), readers) : takeAll(splitter.push(next.value), readers);
      await send(ready, client);
      if (client.gone) return { outcome: 'gone' };
      if (!end) continue;
      if (!next.done && end.outcome === 'complete') void readToEnd(chunks);
      return end;
    }
  } catch (error) {
    // What came before the trouble belongs to the client.
    gate?.flush(ready);
    await send(ready, client);
    if (client.gone) return { outcome: 'gone' };
    if (isUpstreamError(error)) return { outcome: 'failed', error, tail: undefined };
    return failed('upstream.interrupted', 'The answer broke off.', undefined, error);
  }
}

function takeAll(events: Iterable<SseEvent>, readers: Readers): RelayEnd | undefined {
  for (const event of events) {
    const end = take(event, readers);
    if (end) return end;
  }
  return undefined;
}

/** Nothing of interest can follow `[DONE]`, but a body that is read to its end leaves a connection that can be used again. */
async function readToEnd(chunks: AsyncIterator<Buffer>): Promise<void> {
  const leave = setTimeout(() => void chunks.return?.(), TRAILING_MS);
  try {
    while (!(await chunks.next()).done);
  } catch {
    // The answer was whole before the connection broke.
  } finally {
    clearTimeout(leave);
  }
}

function take(event: SseEvent, { watch, gate, ready }: Readers): RelayEnd | undefined {
  const verdict = watch.see(event);
  if (verdict === 'forward') {
    if (gate === undefined) ready.push(event.raw);
    else gate.push(event, watch.texts, (choice) => watch.isFinished(choice), ready);
    return gate?.blocked === true ? { outcome: 'blocked' } : undefined;
  }
  if (verdict === 'drop') return undefined;
  gate?.flush(ready);
  switch (verdict) {
    case 'done':
      return { outcome: 'complete', tail: event.raw };
    case 'failed':
      return failed('upstream.failed', 'The upstream failed in the middle of its answer.', event.raw);
    case 'malformed':
      return failed('upstream.malformed', 'The upstream sent an event that is not JSON.');
  }
}

/** The end of the body: what stands there without its blank line, and whether the answer was whole. */
function lastEvent(event: SseEvent | undefined, readers: Readers): RelayEnd {
  const end = event && take({ ...event, raw: Buffer.concat([event.raw, BLANK_LINE]) }, readers);
  // A half event is an answer that broke off, whatever came before it.
  if (end && !(end.outcome === 'failed' && end.error.code === 'upstream.malformed')) return end;
  // Some backends never send [DONE]; a finish reason for every choice says the same.
  readers.gate?.flush(readers.ready);
  if (!end && readers.watch.complete) return { outcome: 'complete', tail: DONE };
  return failed('upstream.interrupted', 'The upstream ended its answer before it was complete.');
}

async function send(ready: Buffer[], client: ClientStream): Promise<void> {
  const [first] = ready;
  if (first) await client.write(ready.length === 1 ? first : Buffer.concat(ready));
  ready.length = 0;
}

function failed(
  code: 'upstream.failed' | 'upstream.malformed' | 'upstream.interrupted',
  message: string,
  tail?: Buffer,
  cause?: unknown,
): RelayEnd {
  return { outcome: 'failed', error: new UpstreamError(code, message, { cause }), tail };
}
