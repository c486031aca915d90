import { AsyncResource } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Clock, Timer } from './clock.js';
import { TimerWheel } from './timer-wheel.js';

const TICK_MS = 4;
const SLOTS = 2048;

/**
 * The real clock. Its timers ride on one wheel driven by one Node timer, which exists only while something is armed;
 * thousands of deadlines cost as much as one.
 */
export class SystemClock implements Clock {
  readonly #wheel = new TimerWheel(TICK_MS, SLOTS, performance.now());
  /** The tick belongs to nobody: without this it would keep the call scope alive in which the first timer was set. */
  readonly #nobody = new AsyncResource('TradewindClock', { requireManualDestroy: true });
  readonly #turn = (): void => {
    this.#ticking = false;
    try {
      this.#wheel.advance(performance.now());
    } finally {
      this.#keepTicking();
    }
  };
  #ticking = false;

  now(): number {
    return performance.now();
  }

  setTimer<S>(delayMs: number, run: (subject: S) => void, subject: S): Timer {
    const timer = this.#wheel.add(performance.now() + delayMs, run, subject);
    if (!this.#ticking) this.#keepTicking();
    return timer;
  }

  #keepTicking(): void {
    if (this.#ticking || this.#wheel.armed === 0) return;
    this.#ticking = true;
    this.#nobody.runInAsyncScope(setTimeout, undefined, this.#turn, TICK_MS);
  }
}

/** The process's clock; what every `clock` option defaults to. */
export const systemClock: Clock = new SystemClock();
