import { StringDecoder } from 'node:string_decoder';
import { UpstreamError } from '../../core/index.js';

export interface SseEvent {
  /** `message` unless the stream named it. */
  event: string;
  data: string;
  id: string | undefined;
}

/** Longest event held while its end has not come. */
export const MAX_SSE_EVENT_CHARS = 256 * 1024;

/**
 * Splits bytes into server-sent events: LF or CRLF, any chunk borders (also inside a character), comments skipped.
 * Holds at most one unfinished event of `maxEventChars`; a longer one ends in `upstream.too_large`. Work is linear in
 * the bytes however they are cut.
 */
export class SseParser {
  readonly #maxEventChars: number;
  readonly #decoder = new StringDecoder('utf8');
  /** Pieces of the unfinished line. */
  #pieces: string[] = [];
  #pendingChars = 0;
  #data: string[] = [];
  #event = '';
  #id: string | undefined;
  #started = false;

  constructor(options: { maxEventChars?: number } = {}) {
    this.#maxEventChars = options.maxEventChars ?? MAX_SSE_EVENT_CHARS;
  }

  /** The events completed by `chunk`. @throws UpstreamError `upstream.too_large` */
  push(chunk: Buffer): SseEvent[] {
    const events: SseEvent[] = [];
    let text = this.#decoder.write(chunk);
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.#take(text.slice(from, at));
      const line = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
      this.#pieces = [];
      this.#line(line.endsWith('\r') ? line.slice(0, -1) : line, events);
      from = at + 1;
    }
    if (from < text.length) this.#take(text.slice(from));
    return events;
  }

  #take(piece: string): void {
    this.#pieces.push(piece);
    this.#pendingChars += piece.length;
    if (this.#pendingChars > this.#maxEventChars) {
      throw new UpstreamError(
        'upstream.too_large',
        `The upstream sent an event of more than ${this.#maxEventChars} characters.`,
        {
          details: { limitChars: this.#maxEventChars },
        },
      );
    }
  }

  #line(line: string, events: SseEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0)
        events.push({ event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id });
      this.#data = [];
      this.#event = '';
      this.#pendingChars = 0;
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      // A comment holds nothing, however many of them keep the stream alive.
      this.#pendingChars -= line.length;
      return;
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1);
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id') this.#id = value;
  }
}
