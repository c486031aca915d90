import { UpstreamError } from '@tradewind/upstream';

/** One server-sent event as it came: its exact bytes, terminator included, and what they say. */
export interface SseEvent {
  readonly raw: Buffer;
  /** The `event:` field, absent for ordinary messages. */
  readonly name: string | undefined;
  /** The joined `data:` lines; undefined for comments and blank lines. */
  readonly data: string | undefined;
}

/** Longest event that is held back while it is incomplete. */
export const DEFAULT_MAX_EVENT_BYTES = 256 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const BOM = '\uFEFF';

/**
 * Cuts a byte stream into server-sent events without changing a byte: the concatenation of all `raw` is the input.
 *
 * Works on bytes, so a chunk border inside a UTF-8 character or between CR and LF does not matter. Memory is bounded by
 * `maxEventBytes`; each byte is looked at once, however finely the stream is chopped.
 */
export class SseSplitter {
  readonly #maxEventBytes: number;
  /** Bytes of the event that is still incomplete: `#pending[0, #pendingBytes)`. Grows by doubling. */
  #pending = Buffer.alloc(0);
  #pendingBytes = 0;
  /** The current line so far: how long it is, and whether it is a lone CR (which may turn out to be a blank line). */
  #lineBytes = 0;
  #lineStartsWithCr = false;

  constructor(options: { maxEventBytes?: number } = {}) {
    this.#maxEventBytes = options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES;
  }

  /** The events that `chunk` completes, in order. @throws UpstreamError `upstream.too_large`, after the events before it */
  *push(chunk: Buffer): Generator<SseEvent> {
    let eventStart = 0;
    let lineStart = 0;
    for (;;) {
      const lineEnd = chunk.indexOf(LF, lineStart);
      if (lineEnd === -1) break;
      this.#extendLine(chunk, lineStart, lineEnd);
      lineStart = lineEnd + 1;
      const blank = this.#lineBytes === 0 || (this.#lineBytes === 1 && this.#lineStartsWithCr);
      this.#lineBytes = 0;
      if (blank) {
        const raw = this.#take(chunk.subarray(eventStart, lineStart));
        eventStart = lineStart;
        yield parseEvent(raw);
      }
    }
    this.#extendLine(chunk, lineStart, chunk.length);
    this.#hold(chunk.subarray(eventStart));
  }

  /** What was left without a blank line at the end of the stream, if anything. */
  end(): SseEvent | undefined {
    if (this.#pendingBytes === 0) return undefined;
    return parseEvent(this.#take(Buffer.alloc(0)));
  }

  #extendLine(chunk: Buffer, start: number, end: number): void {
    if (end === start) return;
    if (this.#lineBytes === 0) this.#lineStartsWithCr = chunk[start] === CR;
    this.#lineBytes += end - start;
  }

  #take(tail: Buffer): Buffer {
    if (this.#pendingBytes + tail.length > this.#maxEventBytes) throw this.#tooLarge();
    if (this.#pendingBytes === 0) return tail;
    const raw = Buffer.concat([this.#pending.subarray(0, this.#pendingBytes), tail]);
    this.#pendingBytes = 0;
    return raw;
  }

  #hold(part: Buffer): void {
    const needed = this.#pendingBytes + part.length;
    if (needed > this.#maxEventBytes) throw this.#tooLarge();
    if (needed > this.#pending.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#pending.length, 1024));
      this.#pending.copy(grown, 0, 0, this.#pendingBytes);
      this.#pending = grown;
    }
    part.copy(this.#pending, this.#pendingBytes);
    this.#pendingBytes = needed;
  }

  #tooLarge(): UpstreamError {
    return new UpstreamError(
      'upstream.too_large',
      `The upstream sent an event of more than ${String(this.#maxEventBytes)} bytes.`,
    );
  }
}

function parseEvent(raw: Buffer): SseEvent {
  let name: string | undefined;
  let data: string | undefined;
  let text = raw.toString('utf8');
  if (text.startsWith(BOM)) text = text.slice(1);
  for (const line of text.split('\n')) {
    if (line.startsWith('data')) {
      const value = fieldValue(line, 'data');
      if (value !== undefined) data = data === undefined ? value : `${data}\n${value}`;
    } else if (line.startsWith('event')) {
      name = fieldValue(line, 'event') ?? name;
    }
  }
  return { raw, name, data };
}

/** The value of a `field: value` line without its one optional space and its CR; undefined when it is another field. */
function fieldValue(line: string, field: string): string | undefined {
  const end = line.endsWith('\r') ? line.length - 1 : line.length;
  if (end === field.length) return '';
  if (line[field.length] !== ':') return undefined;
  return line.slice(line[field.length + 1] === ' ' ? field.length + 2 : field.length + 1, end);
}
