/** Bytes held for a reader that lags behind before the socket is paused. */
const HIGH_WATER_BYTES = 64 * 1024;

interface Waiter<T> {
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
}

/** Where the bytes come from; implemented by the call. */
export interface ByteSource {
  /** The reader has caught up after {@link ByteBody.push} had asked for a pause. */
  resume(): void;
  /** The reader left before the end. */
  cancel(): void;
}

/**
 * The bytes of one answer: read once, either as they come (`for await`, with back-pressure down to the socket) or whole
 * (`bytes()`). A reader that stops early cancels the call.
 */
export class ByteBody implements AsyncIterable<Buffer> {
  readonly #source: ByteSource;
  #onConsumed: (() => void)[] | undefined = undefined;
  #chunks: Buffer[] = [];
  #heldBytes = 0;
  #paused = false;
  #collecting = false;
  #consumed = false;
  #waiting: Waiter<IteratorResult<Buffer, undefined>> | undefined = undefined;
  #whole: Waiter<Buffer> | undefined = undefined;
  #ended = false;
  #failure: { error: unknown } | undefined = undefined;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** True while the reader lags behind: silence of the upstream is then not its fault. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Calls back once, when the reader has seen the end, seen the failure, or left. */
  whenConsumed(callback: () => void): void {
    if (this.#consumed) callback();
    else if (this.#onConsumed === undefined) this.#onConsumed = [callback];
    else this.#onConsumed.push(callback);
  }

  /** Takes a chunk; false asks the transport to pause until the source's `resume` is called. */
  push(chunk: Buffer): boolean {
    if (this.#waiting) {
      const { resolve } = this.#waiting;
      this.#waiting = undefined;
      resolve({ value: chunk, done: false });
      return true;
    }
    this.#chunks.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.#collecting || this.#heldBytes < HIGH_WATER_BYTES) return true;
    this.#paused = true;
    return false;
  }

  end(): void {
    this.#ended = true;
    if (this.#waiting) this.#waiting.resolve(this.#over());
    if (this.#whole) this.#whole.resolve(this.take());
  }

  /** What came before the failure is still read first. */
  fail(error: unknown): void {
    this.#failure = { error };
    const reader = this.#waiting ?? this.#whole;
    if (reader === undefined) return;
    this.#setConsumed();
    reader.reject(error);
  }

  /** From now on keeps every byte until {@link take} asks for them; the cheap way for whoever is told of the end anyway. */
  collect(): void {
    this.#collecting = true;
    this.#flow();
  }

  /** The whole body. The transport has bounded its size. */
  bytes(): Promise<Buffer> {
    this.collect();
    if (this.#failure) return this.#broken(this.#failure.error);
    if (this.#ended) return Promise.resolve(this.take());
    return new Promise((resolve, reject) => {
      this.#whole = { resolve, reject };
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer, undefined> {
    return {
      next: () => this.#next(),
      return: () => {
        if (!this.#ended && !this.#failure) this.#source.cancel();
        return Promise.resolve(this.#over());
      },
    };
  }

  #next(): Promise<IteratorResult<Buffer, undefined>> {
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.#heldBytes -= chunk.length;
      if (this.#heldBytes < HIGH_WATER_BYTES / 2) this.#flow();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (this.#failure) return this.#broken(this.#failure.error);
    if (this.#ended) return Promise.resolve(this.#over());
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #flow(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#source.resume();
  }

  /** All that has been collected. Call it once, after the end. */
  take(): Buffer {
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#heldBytes);
    this.#chunks = [];
    this.#heldBytes = 0;
    this.#setConsumed();
    return bytes;
  }

  #over(): { value: undefined; done: true } {
    this.#setConsumed();
    return { value: undefined, done: true };
  }

  #broken(error: unknown): Promise<never> {
    this.#setConsumed();
    return Promise.reject(error as Error);
  }

  #setConsumed(): void {
    if (this.#consumed) return;
    this.#consumed = true;
    if (this.#onConsumed !== undefined) for (const callback of this.#onConsumed) callback();
  }
}
