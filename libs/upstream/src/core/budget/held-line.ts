import type { Clock, Timer } from '../clock/clock.js';
import type { Lane } from '../scope/call-scope.js';

function open(line: HeldLine): void {
  line.letGo();
  line.onOpen();
}

/**
 * While the first in line waits for its companion (rate tokens, an open gate) the line is held: nobody overtakes it, or large calls
 * would starve behind small ones.
 */
export class HeldLine {
  #untilMs = -Infinity;
  #lane: Lane = 'interactive';
  #timer: Timer | undefined = undefined;

  /** `onOpen` is called when the companion may be had. */
  constructor(
    private readonly clock: Clock,
    readonly onOpen: () => void,
  ) {}

  /** Whether somebody's companion is being waited for, also when the moment has come and nobody has looked yet. */
  get held(): boolean {
    return this.#timer !== undefined;
  }

  /** Milliseconds until the line moves again; 0 or less when it does. */
  waitMs(nowMs: number): number {
    return this.#untilMs - nowMs;
  }

  /** Whether callers of `lane` have to wait: interactive ones overtake batch, and nobody overtakes an interactive one. */
  stops(lane: Lane, nowMs: number): boolean {
    return this.#untilMs > nowMs && (lane === 'batch' || this.#lane === 'interactive');
  }

  hold(lane: Lane, untilMs: number): void {
    this.letGo();
    this.#untilMs = untilMs;
    this.#lane = lane;
    this.#timer = this.clock.setTimer(untilMs - this.clock.now(), open, this as HeldLine);
  }

  letGo(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#untilMs = -Infinity;
  }
}
