import type { Clock, Timer } from '../core/clock/clock.js';

interface FakeTimer extends Timer {
  readonly dueMs: number;
  readonly order: number;
  fire(): void;
}

/** A clock that a test moves. Timers fire in order of their due time, then of their making. */
export class FakeClock implements Clock {
  #nowMs: number;
  #made = 0;
  readonly #timers = new Set<FakeTimer>();

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimer<S>(delayMs: number, run: (subject: S) => void, subject: S): Timer {
    const timer: FakeTimer = {
      dueMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#made++,
      cancel: () => {
        this.#timers.delete(timer);
      },
      fire: () => {
        run(subject);
      },
    };
    this.#timers.add(timer);
    return timer;
  }

  /** Timers that are neither fired nor cancelled: 0 after a test means that nothing leaked. */
  get armed(): number {
    return this.#timers.size;
  }

  /** Moves time on, firing what comes due on the way, each at its own moment. */
  advance(ms: number): void {
    const target = this.#nowMs + ms;
    for (let next = this.#nextUntil(target); next !== undefined; next = this.#nextUntil(target)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.fire();
    }
    this.#nowMs = target;
  }

  /** The same, letting promises settle before, between and after the timers. */
  async advanceAsync(ms: number): Promise<void> {
    const target = this.#nowMs + ms;
    await settle();
    for (let next = this.#nextUntil(target); next !== undefined; next = this.#nextUntil(target)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.fire();
      await settle();
    }
    this.#nowMs = target;
    await settle();
  }

  #nextUntil(targetMs: number): FakeTimer | undefined {
    let next: FakeTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > targetMs) continue;
      if (next === undefined || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order))
        next = timer;
    }
    return next;
  }
}

/** Lets every promise that can settle do so: a full turn of the event loop, without a timer. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
