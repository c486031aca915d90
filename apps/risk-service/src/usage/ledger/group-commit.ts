export interface GroupCommitOptions<T> {
  /** Writes the rows, all or none. Called for one batch at a time; a repeated batch must do no harm. */
  write: (rows: readonly T[]) => Promise<void>;
  /** True when repeating the same write can never succeed: the fault is in a row, not in the store. */
  isPermanent: (error: unknown) => boolean;
  /** Told about every failed write. */
  onError: (error: unknown, rows: readonly T[]) => void;
  /** Most rows in one write. */
  maxBatchRows: number;
  /** Most rows held while the store is away; beyond it rows are refused. */
  maxPendingRows: number;
  /** How long a caller waits for its row before it is told that the row is not safe yet. */
  ackTimeoutMs: number;
  /** Pause after a failed write. */
  retryDelayMs: number;
  /** How long a first row waits for others before it is written; 0: not at all. A full batch does not wait. */
  lingerMs: number;
}

interface Pending<T> {
  readonly row: T;
  /** Tells the caller; with an error when its row is lost. */
  readonly settle: (error?: unknown) => void;
}

/** A row could not be made safe in time, or at all. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';
}

/**
 * Group commit: whoever appends while a write is under way shares the next one. One caller alone waits for one write, a
 * thousand callers wait for two, and each is told only when its own row is in the store.
 */
export class GroupCommit<T> {
  readonly #options: GroupCommitOptions<T>;
  #pending: Pending<T>[] = [];
  #running: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #closing = false;
  #lingering = false;

  constructor(options: GroupCommitOptions<T>) {
    this.#options = options;
  }

  get pendingRows(): number {
    return this.#pending.length;
  }

  /** False when rows pile up because the store is away: better to refuse work than to do it unbooked. */
  get accepting(): boolean {
    return this.#pending.length < this.#options.maxPendingRows;
  }

  /** Resolves when the row is in the store. @throws NotCommitted; the row is then still tried for as long as the process lives */
  append(row: T): Promise<void> {
    if (!this.accepting) return Promise.reject(new NotCommitted('The ledger is full.'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new NotCommitted('The ledger did not answer in time.'));
      }, this.#options.ackTimeoutMs);
      this.enqueue(row, (error) => {
        clearTimeout(timer);
        if (error === undefined) resolve();
        else reject(error as Error);
      });
    });
  }

  /**
   * Takes a row, beyond the bound as well, and returns at once; `settle` is told when the row is in the store, or with an
   * error that it never will be.
   */
  enqueue(row: T, settle: (error?: unknown) => void): void {
    this.#pending.push({ row, settle });
    if (this.#running === undefined) this.#running = this.#run();
    else if (this.#lingering && this.#pending.length >= this.#options.maxBatchRows) this.#wake?.();
  }

  /** Writes what is pending and waits for it, but gives up at the first failure. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    let batchRows = this.#options.maxBatchRows;
    while (this.#pending.length > 0) {
      if (batchRows === this.#options.maxBatchRows) await this.#linger();
      const batch = this.#pending.slice(0, batchRows);
      const rows = batch.map(({ row }) => row);
      try {
        await this.#options.write(rows);
        this.#pending.splice(0, batch.length);
        for (const { settle } of batch) settle();
        batchRows = this.#options.maxBatchRows;
      } catch (error) {
        this.#options.onError(error, rows);
        if (this.#options.isPermanent(error)) {
          // Narrow down to the row at fault, so that it does not take its neighbours with it.
          batchRows = Math.ceil(batch.length / 2);
          if (batch.length === 1) this.#pending.shift()?.settle(error);
        } else if (this.#closing) break;
        else await this.#pause(this.#options.retryDelayMs);
      }
    }
    this.#running = undefined;
  }

  async #linger(): Promise<void> {
    const { lingerMs, maxBatchRows } = this.#options;
    // Without lingering, callers of the same turn still come into the same batch.
    if (lingerMs === 0 || this.#closing || this.#pending.length >= maxBatchRows) return;
    this.#lingering = true;
    await this.#pause(lingerMs);
    this.#lingering = false;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
