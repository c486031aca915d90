import type { JournalEntry } from './journal.js';

export interface StoredRun {
  /** The entries after the one asked for. */
  readonly entries: JournalEntry[];
  /** `lost`: its process has not come back within the lease. */
  readonly state: 'running' | 'ended' | 'lost';
}

/** The journals of the current tenant's runs, so that any replica can continue a stream that broke off. */
export abstract class RunStore {
  /** Opens the journal of a run that will have ended within `leaseMs`. */
  abstract open(operation: string, id: string, leaseMs: number): Promise<void>;

  /** Adds entries; each entry is handed over once and in order. */
  abstract append(id: string, entries: readonly JournalEntry[], ended: boolean): Promise<void>;

  /** Undefined when there is no such run, or it is too long ago. */
  abstract read(operation: string, id: string, after: number): Promise<StoredRun | undefined>;
}
