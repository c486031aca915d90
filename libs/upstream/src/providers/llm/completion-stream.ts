import { UpstreamError, type TokenUsage } from '../../core/index.js';
import type { LlmRequest, LlmResult, LlmStream } from '../ports.js';
import { parseJson } from '../json.js';
import { SseParser, type SseEvent } from '../sse/sse-parser.js';
import { estimatedUsage, readDelta } from './chat-protocol.js';

/**
 * The text of one streamed completion. It is read from the socket at the upstream's pace, into memory that the transport has
 * bounded: a slow reader holds neither the permit nor the upstream's connection.
 */
export class CompletionStream implements LlmStream {
  /** Settles when the answer is whole or broken. */
  readonly result: Promise<LlmResult>;
  /** Settles when the body has ended as well; rejects as `result` does. */
  readonly ended: Promise<void>;
  readonly #request: LlmRequest;
  readonly #cancel: (reason: UpstreamError) => void;
  readonly #deltas: string[] = [];
  #resolveResult!: (result: LlmResult) => void;
  #rejectResult!: (error: unknown) => void;
  #content = '';
  #model: string;
  #finishReason: string | undefined;
  #usage: TokenUsage | undefined;
  #done = false;
  #over = false;
  #failure: { error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /**
   * @param bytes the body; it is read to its end at once
   * @param cancel aborts the call
   */
  constructor(
    bytes: AsyncIterable<Buffer>,
    request: LlmRequest,
    model: string,
    cancel: (reason: UpstreamError) => void,
  ) {
    this.#request = request;
    this.#model = model;
    this.#cancel = cancel;
    this.result = new Promise((resolve, reject) => {
      this.#resolveResult = resolve;
      this.#rejectResult = reject;
    });
    // Whoever only iterates learns of the failure there.
    this.result.catch(() => undefined);
    this.ended = this.#pump(bytes);
  }

  /** Tokens so far: as the upstream counted them, or our estimate. */
  get usage(): TokenUsage {
    return this.#usage ?? estimatedUsage(this.#request, this.#content);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void> {
    try {
      for (;;) {
        const delta = this.#deltas.shift();
        if (delta !== undefined) yield delta;
        else if (this.#failure) throw this.#failure.error;
        else if (this.#over) return;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      if (!this.#over)
        this.#cancel(new UpstreamError('call.cancelled', 'The reader left before the end of the answer.'));
    }
  }

  async #pump(bytes: AsyncIterable<Buffer>): Promise<void> {
    try {
      const parser = new SseParser();
      for await (const chunk of bytes) {
        for (const event of parser.push(chunk)) this.#take(event);
        this.#wakeReader();
      }
      if (!this.#done && this.#finishReason === undefined) {
        throw new UpstreamError('upstream.interrupted', 'The stream ended before the answer was finished.');
      }
      this.#finish();
    } catch (error) {
      // After [DONE] the answer is whole, however the connection ends.
      if (this.#done) return;
      this.#failure = { error };
      this.#rejectResult(error);
      throw error;
    } finally {
      this.#over = true;
      this.#wakeReader();
    }
  }

  #finish(): void {
    this.#over = true;
    this.#resolveResult({
      content: this.#content,
      finishReason: this.#finishReason ?? 'stop',
      model: this.#model,
      usage: this.usage,
    });
  }

  #take(event: SseEvent): void {
    // What follows [DONE] is not part of the answer.
    if (this.#done) return;
    if (event.data === '[DONE]') {
      this.#done = true;
      this.#finish();
      return;
    }
    const delta = readDelta(parseJson(event.data, 'an event'));
    if (delta.text !== '') {
      this.#content += delta.text;
      this.#deltas.push(delta.text);
    }
    this.#finishReason = delta.finishReason ?? this.#finishReason;
    this.#model = delta.model ?? this.#model;
    this.#usage = delta.usage ?? this.#usage;
  }

  #wakeReader(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
