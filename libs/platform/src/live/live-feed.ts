import { tooManyRequests } from '../errors/app-error.js';

export interface LiveFeedOptions {
  /** Time between two looks, ms. */
  intervalMs: number;
  /** Listeners at once; more are refused. */
  maxListeners: number;
  /** Called when the first listener comes; what it answers is called when the last one has left. */
  whileWatched?: () => () => void;
}

/** Looks at something once per interval, however many listen, and not at all when nobody does. */
export class LiveFeed<T> {
  readonly #look: () => T;
  readonly #options: LiveFeedOptions;
  /** Told the next value, or undefined at the end. A slow listener is not in here and misses values: only the newest counts. */
  readonly #waiting = new Set<(value: T | undefined) => void>();
  #listeners = 0;
  #timer: NodeJS.Timeout | undefined;
  #unwatched: (() => void) | undefined;
  #newest: T | undefined;
  #closed = false;

  constructor(look: () => T, options: LiveFeedOptions) {
    this.#look = look;
    this.#options = options;
  }

  get listeners(): number {
    return this.#listeners;
  }

  /**
   * The newest value at once and then one per interval, until the caller stops or the feed is closed.
   *
   * @throws AppError 429 `live.too_many_listeners`, before the first value
   */
  follow(): AsyncGenerator<T, void, undefined> {
    if (this.#listeners >= this.#options.maxListeners) {
      throw tooManyRequests('live.too_many_listeners', 'Too many consoles are open on this process.', 10_000);
    }
    return this.#values();
  }

  /** Ends every listener's stream, so that a shutdown need not wait for them. */
  close(): void {
    this.#closed = true;
    this.#stopLooking();
    this.#tell(undefined);
  }

  async *#values(): AsyncGenerator<T, void, undefined> {
    if (this.#closed) return;
    this.#listeners += 1;
    this.#startLooking();
    try {
      let value = (this.#newest ??= this.#look()) as T | undefined;
      while (value !== undefined) {
        yield value;
        value = await this.#next();
      }
    } finally {
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#stopLooking();
    }
  }

  #next(): Promise<T | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #startLooking(): void {
    if (this.#timer !== undefined) return;
    this.#unwatched = this.#options.whileWatched?.();
    this.#timer = setInterval(() => {
      this.#newest = this.#look();
      this.#tell(this.#newest);
    }, this.#options.intervalMs);
  }

  #stopLooking(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#unwatched?.();
    this.#unwatched = undefined;
    this.#newest = undefined;
  }

  #tell(value: T | undefined): void {
    const listeners = [...this.#waiting];
    this.#waiting.clear();
    for (const listener of listeners) listener(value);
  }
}
