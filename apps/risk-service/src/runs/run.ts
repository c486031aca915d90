import type { SseEvent } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import type { RunEvent } from './journal.js';

/** Called by the work in the transaction that stores its answer. */
export type Commit = (manager: EntityManager) => Promise<void>;

export interface RunContext {
  /** The id its answer is to be kept under. */
  readonly id: string;
  readonly commit: Commit;
  readonly emit: (event: RunEvent) => void;
}

export interface RunSpec<T> {
  /** What is done, for example `shadow-hunter.checks`; idempotency keys and journals belong to one. */
  readonly operation: string;
  readonly newId: () => string;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
  /** Whether the work goes on when its caller leaves, and its answer is kept. */
  readonly keep: boolean;
  /** Whether the caller follows the events: then they are kept for it to come back to. */
  readonly streamed: boolean;
  /** Does the work; its last event is `result`. It must call `commit` where it stores the answer. */
  readonly perform: (context: RunContext) => Promise<T>;
  /** Reads an answer given before. */
  readonly load: (id: string) => Promise<T>;
}

/** Work that was begun, here or elsewhere, now or before. */
export interface Run<T> {
  readonly id: string;
  /** Settles with the work. */
  answer(): Promise<T>;
  /** From the first event to the last, `result` or `error`. */
  events(): AsyncIterable<SseEvent>;
}
