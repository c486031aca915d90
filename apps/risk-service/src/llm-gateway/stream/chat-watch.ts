import { estimateTokens } from '@tradewind/upstream';
import { z } from 'zod';
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

const Delta = z.object({
  content: z.string().nullish().catch(undefined),
  refusal: z.string().nullish().catch(undefined),
  reasoning_content: z.string().nullish().catch(undefined),
  tool_calls: z
    .array(z.object({ function: z.object({ arguments: z.string().nullish() }).nullish() }))
    .nullish()
    .catch(undefined),
});

const Chunk = z.object({
  error: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        index: z.int().catch(0),
        finish_reason: z.string().nullish().catch(undefined),
        delta: Delta.nullish().catch(undefined),
      }),
    )
    .nullish()
    .catch(undefined),
  usage: z.unknown().optional(),
});

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

  see(event: SseEvent): Verdict {
    if (event.data === undefined) return 'forward';
    const data = event.data.trim();
    if (data === '[DONE]') {
      this.#done = true;
      return 'done';
    }
    const json = parseJson(data);
    if (json === undefined) return 'malformed';
    const parsed = Chunk.safeParse(json);
    // A shape nobody knows yet is the client's business; only what is not JSON cannot be anybody's.
    if (!parsed.success) return event.name === 'error' ? 'failed' : 'forward';
    const { error, choices } = parsed.data;
    const usage = readUsage(parsed.data.usage);
    if (event.name === 'error' || (error !== undefined && error !== null)) return 'failed';
    if (usage) this.#usage = usage;
    for (const choice of choices ?? []) {
      if (choice.finish_reason) this.#finished.add(choice.index);
      if (choice.delta) this.#count(choice.delta);
    }
    return usage && !this.#clientWantsUsage && choices?.length === 0 ? 'drop' : 'forward';
  }

  #count(delta: z.infer<typeof Delta>): void {
    for (const text of [delta.content, delta.refusal, delta.reasoning_content]) {
      if (text) this.#estimatedOutputTokens += estimateTokens(text);
    }
    for (const call of delta.tool_calls ?? []) {
      if (call.function?.arguments) this.#estimatedOutputTokens += estimateTokens(call.function.arguments);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
