import { AppError } from '@tradewind/platform';
import type { WordHit } from '../../usage/ledger/usage-row.js';
import type { Word } from './word-list.js';
import type { WordMeter } from './word-meter.js';

/** Words in the ledger's row of one call at most; the first ones say enough. */
const MAX_HITS = 20;

/** Which sensitive words one call has met. */
export class WordHits {
  readonly #hits = new Map<string, { -readonly [K in keyof WordHit]: WordHit[K] }>();
  readonly #meter: Pick<WordMeter, 'count'> | undefined;

  /** @param meter is told of every hit, also of those that the row has no room for */
  constructor(meter?: Pick<WordMeter, 'count'>) {
    this.#meter = meter;
  }

  add(word: Word, direction: WordHit['in']): void {
    this.#meter?.count(word.action, direction);
    const key = `${direction}:${word.pattern}`;
    const known = this.#hits.get(key);
    if (known) known.count += 1;
    else if (this.#hits.size < MAX_HITS) {
      this.#hits.set(key, { pattern: word.pattern, action: word.action, in: direction, count: 1 });
    }
  }

  /** For the ledger; null when there were none. */
  list(): readonly WordHit[] | null {
    return this.#hits.size === 0 ? null : [...this.#hits.values()];
  }
}

/** Refuses a call. The word itself is not told: it is the operator's, and a list of refusals would spell the list of words. */
export function blocked(where: 'request' | 'answer'): AppError {
  return new AppError({
    code: 'content.blocked',
    status: 400,
    detail: `The ${where} contains content that is not allowed here.`,
    headers: { 'x-should-retry': 'false' },
  });
}
