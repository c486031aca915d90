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
      const settle = (error?: unknown): void => {
        clearTimeout(timer);
        if (error === undefined) resolve();
        else reject(error);
      };
      this.#pending.push({ row, settle });
      this.#running ??= this.#run();
    });
  }

  /** Writes what is pending and waits for it, but gives up at the first failure. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Lets callers of the same turn into the first batch.
    await Promise.resolve();
    let batchRows = this.#options.maxBatchRows;
    while (this.#pending.length > 0) {
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
        else await this.#pause();
      }
    }
    this.#running = undefined;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.retryDelayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
