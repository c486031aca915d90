/** Told once, synchronously, when what it listens to ends early. Must not throw. */
export interface AbortListener {
  onAbort(reason: unknown): void;
}

/**
 * Something that may be cut short. `signal` is an ordinary AbortSignal for code that wants one; it costs microseconds, so
 * it is made on first use, and code on the hot path registers an {@link AbortListener} instead.
 */
export interface Cancellation {
  readonly aborted: boolean;
  /** Why, once {@link aborted}: an UpstreamError `deadline.exceeded`, `upstream.timeout` or `call.cancelled`. */
  readonly reason: unknown;
  readonly signal: AbortSignal;
  /** Registers a listener; when already aborted it is told at once. */
  listen(listener: AbortListener): void;
  /** Removes a listener; unknown ones are ignored. */
  unlisten(listener: AbortListener): void;
}

/** The state behind a {@link Cancellation}: listeners in an array, the AbortSignal made on demand. */
export class CancellationSource implements Cancellation {
  #reason: unknown = undefined;
  #aborted = false;
  #controller: AbortController | undefined = undefined;
  #listeners: AbortListener[] | undefined = undefined;

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** True when nobody would notice an abort. */
  get idle(): boolean {
    return this.#controller === undefined && (this.#listeners === undefined || this.#listeners.length === 0);
  }

  listen(listener: AbortListener): void {
    if (this.#aborted) listener.onAbort(this.#reason);
    else if (this.#listeners === undefined) this.#listeners = [listener];
    else this.#listeners.push(listener);
  }

  unlisten(listener: AbortListener): void {
    const listeners = this.#listeners;
    if (listeners === undefined) return;
    // Most listeners are the latest: calls are nested.
    const index = listeners.lastIndexOf(listener);
    if (index < 0) return;
    const last = listeners.pop();
    if (last !== undefined && index < listeners.length) listeners[index] = last;
  }

  /** Aborts once; returns false when it had been aborted before. */
  abort(reason: unknown): boolean {
    if (this.#aborted) return false;
    this.#aborted = true;
    this.#reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    if (listeners !== undefined) for (const listener of listeners) listener.onAbort(reason);
    this.#controller?.abort(reason);
    return true;
  }
}
