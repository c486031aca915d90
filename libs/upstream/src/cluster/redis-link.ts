import { createHash } from 'node:crypto';
import { impatientClient, type RedisClient } from './redis-client.js';

/** A script, named by its hash so that its text travels once per server. */
export class Script {
  readonly sha: string;

  constructor(readonly text: string) {
    this.sha = createHash('sha1').update(text).digest('hex');
  }
}

export interface RedisLinkOptions {
  url: string;
  /** Longest wait for an answer, ms. */
  commandTimeoutMs: number;
  /** How often an absent Redis is looked for, ms. Default 250. */
  probeMs?: number;
}

/** Redis did not answer in time, or cannot be reached: go on alone. */
export class RedisAwayError extends Error {
  constructor(cause?: unknown) {
    super('Redis cannot be reached.', { cause });
    this.name = 'RedisAwayError';
  }
}

/** Gone again within this, it is not believed to be back at once. */
const RELAPSE_MS = 5_000;

/**
 * A connection to Redis that nobody ever waits for long. The first command that gets no answer in time declares Redis away;
 * from then on every command fails at once, and one probe at a time, the first without delay, finds out when it is back.
 */
export class RedisLink {
  readonly #client: RedisClient;
  readonly #timeoutMs: number;
  readonly #probeMs: number;
  #up = true;
  #closed = false;
  #probe: NodeJS.Timeout | undefined;
  #wentAwayMs = -Infinity;
  readonly #listeners = new Set<(up: boolean) => void>();

  constructor(options: RedisLinkOptions) {
    this.#timeoutMs = options.commandTimeoutMs;
    this.#probeMs = options.probeMs ?? 250;
    this.#client = impatientClient(options.url);
    // A new connection is tried at once: at the start, and when Redis has been restarted.
    this.#client.on('ready', () => {
      if (!this.#up) this.#probeLater(0);
    });
  }

  /** Whether commands are sent at present. */
  get up(): boolean {
    return this.#up;
  }

  /** Tells when Redis goes away and comes back; returns how to stop. */
  onChange(listener: (up: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the connection stands, or after `maxMs`: for starts, which may wait a little. */
  async ready(maxMs = 2_000): Promise<boolean> {
    const untilMs = performance.now() + maxMs;
    while (this.#client.status !== 'ready' && performance.now() < untilMs && !this.#closed) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.#client.status === 'ready';
  }

  /**
   * Runs a script.
   *
   * @param onLate told what a script answered that was given up, should it have run after all
   * @throws RedisAwayError at once while Redis is away, else after the timeout at the latest
   */
  async run(
    script: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
    onLate?: (answer: unknown) => void,
  ): Promise<unknown> {
    if (!this.#up || this.#closed) throw new RedisAwayError();
    const answer = this.#evaluate(script, keys, args);
    try {
      return await this.#inTime(answer);
    } catch (error) {
      this.#away();
      if (onLate !== undefined) answer.then(onLate, () => undefined);
      throw error instanceof RedisAwayError ? error : new RedisAwayError(error);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#probe);
    this.#listeners.clear();
    // A polite QUIT could wait for a frozen server for ever.
    this.#client.disconnect();
    await Promise.resolve();
  }

  async #evaluate(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    try {
      return await this.#client.call('EVALSHA', script.sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return await this.#client.call('EVAL', script.text, keys.length, ...keys, ...args);
    }
  }

  #inTime<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // If it was this process that stood still, the answer may lie in the socket unread: one turn of the loop reads it.
        setImmediate(() => {
          reject(new RedisAwayError());
        });
      }, this.#timeoutMs);
      answer.then(resolve, reject).finally(() => {
        clearTimeout(timer);
      });
    });
  }

  #away(): void {
    if (!this.#up || this.#closed) return;
    this.#up = false;
    this.#tell();
    // It may have been slow for once. One that answers probes and no scripts is not asked without a pause.
    const nowMs = performance.now();
    this.#probeLater(nowMs - this.#wentAwayMs < RELAPSE_MS ? this.#probeMs : 0);
    this.#wentAwayMs = nowMs;
  }

  #probeLater(delayMs = this.#probeMs): void {
    clearTimeout(this.#probe);
    this.#probe = setTimeout(() => {
      void this.#probeOnce();
    }, delayMs);
    this.#probe.unref();
  }

  async #probeOnce(): Promise<void> {
    try {
      await this.#inTime(this.#client.ping());
    } catch {
      if (!this.#closed) this.#probeLater();
      return;
    }
    if (this.#closed || this.#up) return;
    this.#up = true;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#up);
  }
}
