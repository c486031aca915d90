import type { LiveStore } from '@tradewind/contracts';
import { errorCode } from './error-code.js';

export interface DatabaseWatchOptions {
  everyMs: number;
  /** An answer that takes longer counts as none. */
  timeoutMs: number;
}

/** Whether PostgreSQL answers, asked every few seconds while somebody wants to know. */
export class DatabaseWatch {
  #state: LiveStore = { state: 'up', answered_in_ms: null };
  #timer: NodeJS.Timeout | undefined;
  #asking = false;
  #watchers = 0;

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly options: DatabaseWatchOptions,
  ) {}

  get state(): LiveStore {
    return this.#state;
  }

  /** Watches until the returned function is called, once for each call of this one. */
  start(): () => void {
    this.#watchers += 1;
    this.#timer ??= setInterval(() => void this.#look(), this.options.everyMs);
    void this.#look();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  async #look(): Promise<void> {
    // One that hangs is not followed by others.
    if (this.#asking) return;
    this.#asking = true;
    const startedAt = performance.now();
    const late = setTimeout(() => (this.#state = { state: 'down', answered_in_ms: null }), this.options.timeoutMs);
    try {
      await this.ask();
      this.#state = { state: 'up', answered_in_ms: Math.round((performance.now() - startedAt) * 10) / 10 };
    } catch (error) {
      // A full pool says nothing about the server behind it.
      const full = /^(capacity|deadline)\./.test(errorCode(error));
      this.#state = { state: full ? 'up' : 'down', answered_in_ms: null };
    } finally {
      clearTimeout(late);
      this.#asking = false;
    }
  }
}
