import { estimateTokens } from '@tradewind/upstream';
import { asList, asObject, type ChatText, indexOf, type Json, textsOf } from './chat-texts.js';
import { readUsage, type ReportedUsage } from './reported-usage.js';
import type { SseEvent } from './sse-splitter.js';

/** What to do with an event of a chat stream. */
export type Verdict =
  /** Pass it to the client. */
  | 'forward'
  /** The usage chunk that only the gateway asked for. */
  | 'drop'
  /** `[DONE]`: nothing after it belongs to the answer. */
  | 'done'
  /** The upstream reports its own failure in this event; nothing after it belongs to the answer. */
  | 'failed'
  /** The event cannot be understood. */
  | 'malformed';

const NO_TEXTS: readonly ChatText[] = [];

/**
 * Watches the events of one chat completion stream while they pass: usage, finish reasons, `[DONE]`, error frames and
 * how much text came, so that a broken-off stream can be billed by estimate.
 */
export class ChatWatch {
  readonly #clientWantsUsage: boolean;
  readonly #choices: number;
  readonly #finished = new Set<number>();
  #usage: ReportedUsage | undefined;
  #estimatedOutputTokens = 0;
  #done = false;
  #texts = NO_TEXTS;

  /** `choices`: the request's `n`, so that a stream which ends after one of two choices is not taken for whole. */
  constructor(options: { clientWantsUsage: boolean; choices?: number }) {
    this.#clientWantsUsage = options.clientWantsUsage;
    this.#choices = options.choices ?? 1;
  }

  /** The last usage the upstream reported. An explicit zero is a report. */
  get usage(): ReportedUsage | undefined {
    return this.#usage;
  }

  /** Estimated tokens of all text that passed. */
  get estimatedOutputTokens(): number {
    return this.#estimatedOutputTokens;
  }

  /** True once the upstream said that the answer is whole, by `[DONE]` or by a finish reason for every choice. */
  get complete(): boolean {
    return this.#done || this.#finished.size >= this.#choices;
  }

  /** The text in the event that was seen last. */
  get texts(): readonly ChatText[] {
    return this.#texts;
  }

  /** Whether a choice has its finish reason. */
  isFinished(choice: number): boolean {
    return this.#finished.has(choice);
  }

  see(event: SseEvent): Verdict {
    this.#texts = NO_TEXTS;
    if (event.data === undefined) return 'forward';
    const data = event.data.trim();
    if (data === '[DONE]') {
      this.#done = true;
      return 'done';
    }
    const json = parseJson(data);
    if (json === undefined) return 'malformed';
    const chunk = asObject(json);
    // A shape nobody knows yet is the client's business; only what is not JSON cannot be anybody's.
    if (chunk === undefined) return event.name === 'error' ? 'failed' : 'forward';
    if (event.name === 'error' || (chunk['error'] ?? undefined) !== undefined) return 'failed';
    return this.#seeChunk(chunk);
  }

  #seeChunk(chunk: Json): Verdict {
    const usage = readUsage(chunk['usage']);
    if (usage) this.#usage = usage;
    const choices = asList(chunk['choices']);
    for (let at = 0; at < choices.length; at += 1) {
      const choice = asObject(choices[at]);
      const reason = choice?.['finish_reason'];
      if (choice && typeof reason === 'string' && reason !== '') this.#finished.add(indexOf(choice, at));
    }
    this.#texts = textsOf(chunk, 'delta');
    for (const { text } of this.#texts) this.#estimatedOutputTokens += estimateTokens(text);
    return usage && !this.#clientWantsUsage && Array.isArray(chunk['choices']) && choices.length === 0
      ? 'drop'
      : 'forward';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
