import type { ChatText } from '../stream/chat-texts.js';
import type { SseEvent } from '../stream/sse-splitter.js';
import { maskJson, type Scanner, scannerFor, type TextMasks } from './answer-words.js';
import type { Matcher, Word } from './word-list.js';
import type { Mask } from './word-scanner.js';

/** Events that are held back at most; a stream that goes on without ever completing a word is let go. */
const MAX_HELD_BYTES = 256 * 1024;

interface Channel {
  readonly choice: number;
  readonly scanner: Scanner;
  /** Of words that may stand in events that are still held back. */
  masks: Mask[];
}

interface Piece {
  readonly channel: Channel;
  readonly text: ChatText;
  readonly offset: number;
}

interface Held {
  readonly event: SseEvent;
  readonly pieces: readonly Piece[];
}

/**
 * Lets the events of a stream through, in order and unchanged, for as long as no sensitive word can be in them. An event is
 * held back only while the text of one of its channels may still become a word; then it goes as it came, or masked.
 * Each choice, and each tool call in it, is a text of its own.
 */
export class WordGate {
  readonly #channels = new Map<string, Channel>();
  readonly #held: Held[] = [];
  #heldBytes = 0;
  #blocked = false;

  constructor(
    private readonly matcher: Matcher,
    private readonly found: (word: Word) => void,
  ) {}

  /** True once a word was found that ends the stream. What is held back then is never sent. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** Takes an event with its texts and hands on what may be sent now. */
  push(event: SseEvent, texts: readonly ChatText[], isFinished: (choice: number) => boolean, send: Buffer[]): void {
    const pieces = texts.map((text) => this.#scan(text));
    if (this.#blocked) return;
    for (const channel of this.#channels.values()) if (isFinished(channel.choice)) channel.scanner.breakOff();
    if (this.#held.length === 0 && pieces.every(isClean)) {
      send.push(event.raw);
      return;
    }
    this.#held.push({ event, pieces });
    this.#heldBytes += event.raw.length;
    if (this.#heldBytes > MAX_HELD_BYTES) this.flush(send);
    else this.#release(send);
  }

  /** The stream is over: nothing that is held back can become a word any more. */
  flush(send: Buffer[]): void {
    if (this.#blocked) return;
    for (const { scanner } of this.#channels.values()) scanner.breakOff();
    this.#release(send);
  }

  #scan(text: ChatText): Piece {
    const channel = this.#channelOf(text);
    const offset = channel.scanner.offset;
    channel.scanner.feed(text.text);
    return { channel, text, offset };
  }

  #channelOf(text: ChatText): Channel {
    const known = this.#channels.get(text.channel);
    if (known) return known;
    const channel: Channel = {
      choice: text.choice,
      masks: [],
      scanner: scannerFor(text, this.matcher, ({ word, masks }) => {
        this.found(word);
        if (word.action === 'block') this.#blocked = true;
        else if (word.action === 'mask') channel.masks.push(...masks);
      }),
    };
    this.#channels.set(text.channel, channel);
    return channel;
  }

  #release(send: Buffer[]): void {
    for (let next = this.#held[0]; next?.pieces.every(isSettled); next = this.#held[0]) {
      this.#held.shift();
      this.#heldBytes -= next.event.raw.length;
      send.push(rendered(next));
      for (const { channel, text, offset } of next.pieces) {
        const end = offset + text.text.length;
        if (channel.masks.length > 0) channel.masks = channel.masks.filter((mask) => mask.end > end);
      }
    }
  }
}

function isSettled({ channel, offset, text }: Piece): boolean {
  return channel.scanner.settledTo >= offset + text.text.length;
}

function isClean(piece: Piece): boolean {
  return piece.channel.masks.length === 0 && isSettled(piece);
}

function rendered({ event, pieces }: Held): Buffer {
  const parts = pieces.map(({ channel, text, offset }): TextMasks => {
    const end = offset + text.text.length;
    return { text, offset, masks: channel.masks.filter((mask) => mask.start < end && mask.end > offset) };
  });
  const { data } = event;
  if (data === undefined || parts.every(({ masks }) => masks.length === 0)) return event.raw;
  const json = maskJson(data, parts);
  const raw = event.raw.toString('utf8');
  // Data on several lines cannot be found in the event again; it is one line when it is written anew.
  if (raw.includes(data)) return Buffer.from(raw.replace(data, () => json));
  return Buffer.from(`data: ${JSON.stringify(JSON.parse(json))}\n\n`);
}
