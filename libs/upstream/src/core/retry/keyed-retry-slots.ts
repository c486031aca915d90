import { LONGEST_RETRY_AFTER_MS, RetrySlots } from './retry-slots.js';

/** {@link RetrySlots} per key; those that promise nothing any more are forgotten once a minute. */
export class KeyedRetrySlots {
  readonly #byKey = new Map<string, RetrySlots>();
  #sweptMs = -Infinity;

  next(key: string, nowMs: number, firstMs: number, spacingMs: number): number {
    if (nowMs - this.#sweptMs >= LONGEST_RETRY_AFTER_MS) this.#sweep(nowMs);
    let slots = this.#byKey.get(key);
    if (slots === undefined) {
      slots = new RetrySlots();
      this.#byKey.set(key, slots);
    }
    return slots.next(nowMs, firstMs, spacingMs);
  }

  #sweep(nowMs: number): void {
    this.#sweptMs = nowMs;
    for (const [key, slots] of this.#byKey) if (slots.idle(nowMs)) this.#byKey.delete(key);
  }
}
