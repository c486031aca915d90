import type { Clock, Timer } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { isUpstreamError, UpstreamError } from '../errors/upstream-error.js';
import { CancellationSource, type AbortListener, type Cancellation } from './cancellation.js';

export interface DeadlineOptions {
  clock?: Clock;
  /** An outer deadline: this one never outlives it and is cancelled with it. */
  parent?: Deadline;
  /** Cancels the deadline when it aborts (the client left). */
  signal?: AbortSignal;
}

function expire(deadline: Deadline): void {
  deadline.expire();
}

/**
 * When an answer stops being useful, and the cancellation that follows: everything started under a deadline ends with it.
 * Passed on as remaining milliseconds, never as wall-clock time.
 */
export class Deadline implements Cancellation, AbortListener {
  readonly clock: Clock;
  /** The moment it expires, on {@link clock}. */
  readonly atMs: number;
  readonly #source = new CancellationSource();
  readonly #parent: Deadline | undefined;
  #external: AbortSignal | undefined = undefined;
  #onExternal: (() => void) | undefined = undefined;
  #timer: Timer | undefined = undefined;
  #linked = false;
  #disposed = false;

  private constructor(ms: number, options: DeadlineOptions | undefined) {
    const parent = options?.parent;
    this.#parent = parent;
    this.clock = options?.clock ?? parent?.clock ?? systemClock;
    const at = this.clock.now() + Math.max(0, ms);
    this.atMs = parent === undefined ? at : Math.min(at, parent.atMs);
    if (options?.signal !== undefined) this.#follow(options.signal);
  }

  /** A deadline `ms` milliseconds from now; an outer one (`parent`) can only shorten it. `Infinity` means none of its own. */
  static after(ms: number, options?: DeadlineOptions): Deadline {
    if (Number.isNaN(ms)) throw new UpstreamError('config.invalid', 'A deadline needs a number of milliseconds.');
    return new Deadline(ms, options);
  }

  /** Milliseconds left: 0 once it has expired or was cancelled. */
  remainingMs(): number {
    if (this.aborted) return 0;
    const left = this.atMs - this.clock.now();
    return left > 0 ? left : 0;
  }

  /** True once cancelled or expired, also when the timer has not come round yet. */
  get aborted(): boolean {
    if (this.#source.aborted) return true;
    if (this.#disposed) return false;
    const parent = this.#parent;
    if (parent !== undefined && parent.aborted) this.#source.abort(parent.reason);
    else if (this.clock.now() >= this.atMs) this.expire();
    return this.#source.aborted;
  }

  /** Why it ended: UpstreamError `deadline.exceeded`, `call.cancelled`, or what {@link cancel} was given. */
  get reason(): unknown {
    return this.aborted ? this.#source.reason : undefined;
  }

  /** Aborts at expiry or cancellation. Made on first use; on a hot path prefer {@link listen}. */
  get signal(): AbortSignal {
    this.#arm();
    return this.#source.signal;
  }

  listen(listener: AbortListener): void {
    this.#arm();
    this.#source.listen(listener);
  }

  unlisten(listener: AbortListener): void {
    this.#source.unlisten(listener);
    if (this.#source.idle) this.#disarm();
  }

  /** Ends everything under this deadline now. Default reason: UpstreamError `call.cancelled`. */
  cancel(reason?: unknown): void {
    this.#finish(reason ?? new UpstreamError('call.cancelled', 'The caller left before the answer was ready.'));
  }

  /** Lets go of timer and listeners without aborting: the work under it is done. */
  dispose(): void {
    this.#disposed = true;
    this.#release();
  }

  /** The moment has come. Called by the timer. */
  expire(): void {
    this.#finish(new UpstreamError('deadline.exceeded', 'The deadline passed before the answer was ready.'));
  }

  /** The outer deadline ended. */
  onAbort(reason: unknown): void {
    this.#finish(reason);
  }

  #finish(reason: unknown): void {
    if (this.#disposed) return;
    this.#release();
    this.#source.abort(reason);
  }

  /** The timer runs, and the parent is listened to, only once somebody wants to be told. */
  #arm(): void {
    if (this.#linked || this.#disposed || this.aborted) return;
    this.#linked = true;
    const parent = this.#parent;
    if (parent !== undefined) parent.listen(this);
    const sharesExpiry = parent !== undefined && parent.atMs === this.atMs && parent.clock === this.clock;
    if (!sharesExpiry && this.atMs !== Infinity && !this.#source.aborted) {
      this.#timer = this.clock.setTimer(this.atMs - this.clock.now(), expire, this as Deadline);
    }
  }

  /** Nobody wants to be told any more: a deadline that is never disposed of costs nothing either. */
  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!this.#linked) return;
    this.#linked = false;
    this.#parent?.unlisten(this);
  }

  #release(): void {
    this.#disarm();
    if (this.#external !== undefined && this.#onExternal !== undefined) {
      this.#external.removeEventListener('abort', this.#onExternal);
    }
    this.#external = undefined;
    this.#onExternal = undefined;
  }

  #follow(signal: AbortSignal): void {
    const onExternal = (): void => {
      this.cancel(isUpstreamError(signal.reason) ? signal.reason : undefined);
    };
    if (signal.aborted) {
      onExternal();
      return;
    }
    this.#external = signal;
    this.#onExternal = onExternal;
    signal.addEventListener('abort', onExternal, { once: true });
  }
}
