import { Injectable } from '@nestjs/common';
import { conflict, newId } from '@tradewind/platform';
import { createScope, currentScope, runInScope, withDeadline } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { fingerprint } from './fingerprint.js';
import { type KeyedRequest, KeyStore } from './key-store.js';

/** Called by the work in the transaction that stores its answer. */
export type Commit = (manager: EntityManager, resultId: string) => Promise<void>;

export interface IdempotentWork<T> {
  /** Does the work once; it must call `commit` where it stores the answer. */
  readonly perform: (commit: Commit) => Promise<T>;
  /** Reads an answer given before. */
  readonly load: (resultId: string) => Promise<T>;
}

/** Time a claim outlives its deadline, for the clocks of two machines and the last write. */
const LEASE_SLACK_MS = 5_000;
/** How often another replica's work is looked at. */
const POLL_MS = 250;

const nothingToCommit: Commit = () => Promise.resolve();

/**
 * Runs requests with an `Idempotency-Key` once. A repeat with the same body gets the same answer, also while the first is still
 * being worked on, here or on another replica; a repeat with another body is refused.
 */
@Injectable()
export class Idempotency {
  /** Work of this process by claim key, for repeats to join. An entry lives as long as its work. */
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(private readonly keys: KeyStore) {}

  /**
   * Work with a key is kept, so it goes on when its caller leaves: the repeat finds it. Work without one ends with its caller.
   *
   * @throws AppError 409 `idempotency.key_reused` when the key was used for another body.
   */
  async run<T>(
    request: { operation: string; key: string | undefined; body: unknown },
    work: IdempotentWork<T>,
  ): Promise<T> {
    const { operation, key } = request;
    if (key === undefined) return work.perform(nothingToCommit);
    const keyed: KeyedRequest = { operation, key, fingerprint: fingerprint(request.body) };
    const slot = JSON.stringify([currentScope().tenantId, operation, key, keyed.fingerprint]);
    for (;;) {
      const result = await this.keys.claim(keyed, newId('clm'), currentScope().deadline.remainingMs() + LEASE_SLACK_MS);
      switch (result.state) {
        case 'claimed':
          return this.join(this.start(slot, result.claim, work));
        case 'done':
          return work.load(result.resultId);
        case 'other_body':
          throw conflict(
            'idempotency.key_reused',
            'This Idempotency-Key was used for a request with another body. Use a new key for a new request.',
          );
        case 'running':
          await this.join(this.running.get(slot) ?? pause());
      }
    }
  }

  private start<T>(slot: string, claim: string, work: IdempotentWork<T>): Promise<T> {
    const { requestId, tenantId, appId, lane, deadline, degraded, holding } = currentScope();
    const own = createScope({
      ...{ requestId, tenantId, appId, lane, degraded, holding },
      deadlineMs: deadline.remainingMs(),
      clock: deadline.clock,
    });
    const started = runInScope(own, () =>
      work.perform((manager, resultId) => this.keys.settle(manager, claim, resultId)),
    )
      .catch(async (error: unknown) => {
        // The lease frees the key if this fails as well; what the caller must learn is the first error.
        await this.release(tenantId, claim).catch(() => undefined);
        throw error;
      })
      .finally(() => {
        this.running.delete(slot);
        own.deadline.dispose();
      });
    this.running.set(slot, started);
    return started;
  }

  /** In a scope of its own: the work may have failed because its deadline was over. */
  private release(tenantId: string, claim: string): Promise<void> {
    const scope = createScope({ tenantId, deadlineMs: LEASE_SLACK_MS });
    return runInScope(scope, () => this.keys.release(claim)).finally(() => {
      scope.deadline.dispose();
    });
  }

  /** Waits for work that may outlive this caller: only the waiting ends with the caller's deadline. */
  private async join<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return withDeadline(currentScope().deadline.remainingMs(), () => work);
  }
}

function pause(): Promise<void> {
  const { clock } = currentScope().deadline;
  return new Promise((resolve) => {
    clock.setTimer(
      POLL_MS,
      () => {
        resolve();
      },
      undefined,
    );
  });
}
