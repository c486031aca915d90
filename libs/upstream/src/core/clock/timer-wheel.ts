import type { Timer } from './clock.js';

/** One armed timer: a node of its slot's ring. */
class WheelTimer<S> implements Timer {
  next: WheelNode | undefined = undefined;
  previous: WheelNode | undefined = undefined;

  constructor(
    private readonly wheel: TimerWheel,
    readonly dueTick: number,
    private readonly run: (subject: S) => void,
    private readonly subject: S,
  ) {}

  cancel(): void {
    if (unlink(this)) this.wheel.forget();
  }

  fire(): void {
    this.run(this.subject);
  }
}

interface WheelNode {
  next: WheelNode | undefined;
  previous: WheelNode | undefined;
  readonly dueTick: number;
  fire(): void;
}

/** The fixed node that closes the ring of one slot. */
class SlotHead implements WheelNode {
  next: WheelNode = this;
  previous: WheelNode = this;
  readonly dueTick = -1;

  fire(): void {
    // A head is never due.
  }
}

function unlink(node: WheelNode): boolean {
  const { next, previous } = node;
  if (next === undefined || previous === undefined) return false;
  previous.next = next;
  next.previous = previous;
  node.next = undefined;
  node.previous = undefined;
  return true;
}

/**
 * A hashed timer wheel (Varghese & Lauck, 1987): arming and cancelling are O(1) and allocate one object, which is what
 * a call that arms a timeout and nearly always cancels it needs. It never fires early; it fires late by at most a tick.
 */
export class TimerWheel {
  readonly #slots: SlotHead[];
  readonly #mask: number;
  readonly #tickMs: number;
  #tick: number;
  #armed = 0;

  /** @param slotCount a power of two */
  constructor(tickMs: number, slotCount: number, nowMs: number) {
    this.#tickMs = tickMs;
    this.#mask = slotCount - 1;
    this.#slots = Array.from({ length: slotCount }, () => new SlotHead());
    this.#tick = Math.floor(nowMs / tickMs);
  }

  /** Timers that are neither fired nor cancelled. */
  get armed(): number {
    return this.#armed;
  }

  add<S>(dueMs: number, run: (subject: S) => void, subject: S): Timer {
    const dueTick = Math.max(Math.ceil(dueMs / this.#tickMs), this.#tick + 1);
    const timer = new WheelTimer(this, dueTick, run, subject);
    const head = this.#slots[dueTick & this.#mask];
    if (head === undefined) throw new RangeError('The wheel has no such slot.');
    const last = head.previous;
    timer.previous = last;
    timer.next = head;
    last.next = timer;
    head.previous = timer;
    this.#armed++;
    return timer;
  }

  /** An armed timer was cancelled. Called by the timer. */
  forget(): void {
    this.#armed--;
  }

  /** Fires all that is due at `nowMs`. A callback that throws does not keep the others from firing. */
  advance(nowMs: number): void {
    const target = Math.floor(nowMs / this.#tickMs);
    // After a long stall every slot is due at most once: visiting more would only repeat it.
    const first = Math.max(this.#tick + 1, target - this.#mask);
    this.#tick = Math.max(target, this.#tick);
    let failure: { error: unknown } | undefined;
    for (let tick = first; tick <= target && this.#armed > 0; tick++) {
      const head = this.#slots[tick & this.#mask];
      if (head === undefined) continue;
      let node = head.next;
      while (node !== head) {
        // Due timers leave the ring before they run, and the walk restarts: a callback may cancel its neighbours.
        if (node.dueTick > target) {
          node = node.next ?? head;
          continue;
        }
        unlink(node);
        this.#armed--;
        try {
          node.fire();
        } catch (error) {
          failure ??= { error };
        }
        node = head.next;
      }
    }
    if (failure !== undefined) throw failure.error;
  }
}
