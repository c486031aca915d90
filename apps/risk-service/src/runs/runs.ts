import { Injectable } from '@nestjs/common';
import { AppError, badRequest, conflict, notFound, problemOf, type SseEvent } from '@tradewind/platform';
import { currentScope, runInScope, withDeadline } from '@tradewind/upstream';
import { fingerprint } from '../idempotency/fingerprint.js';
import { type KeyedRequest, KeyStore } from '../idempotency/key-store.js';
import { Journal } from './journal.js';
import { keepJournal } from './keep-journal.js';
import { ownScope } from './own-scope.js';
import { pause } from './pause.js';
import type { Run, RunSpec } from './run.js';
import { RunStore } from './run-store.js';

/** Time a claim outlives its deadline, for the clocks of two machines and the last write. */
const LEASE_SLACK_MS = 5_000;
/** How often another replica's work is looked at. */
const POLL_MS = 250;

interface LocalRun<T> extends Run<T> {
  readonly journal: Journal;
}

/**
 * Requests that take seconds and report while they work. A kept one goes on when its caller leaves, and its events can be followed again
 * from any replica; one with an `Idempotency-Key` runs once, whoever repeats it where: a repeat joins it or gets its answer.
 */
@Injectable()
export class Runs {
  /** The runs of this process by tenant and id; an entry lives as long as its work. */
  private readonly local = new Map<string, LocalRun<unknown>>();

  constructor(
    private readonly keys: KeyStore,
    private readonly store: RunStore,
  ) {}

  /**
   * @throws AppError 409 `idempotency.key_reused` when the key was used for another body, 400 `idempotency.not_kept` when the answer is
   * not to be kept, so that a repeat could not be given it.
   */
  async begin<T>(spec: RunSpec<T>): Promise<Run<T>> {
    const { operation, idempotencyKey: key, keep } = spec;
    const id = spec.newId();
    if (key === undefined) return this.launch(spec, id, undefined);
    if (!keep) {
      throw badRequest(
        'idempotency.not_kept',
        'An Idempotency-Key needs an answer that is kept: leave the key or "store": false out.',
      );
    }
    const keyed: KeyedRequest = { operation, key, fingerprint: fingerprint(spec.body) };
    const result = await this.keys.claim(keyed, id, currentScope().deadline.remainingMs() + LEASE_SLACK_MS);
    switch (result.state) {
      case 'claimed':
        return this.launch(spec, id, result.claim);
      case 'done':
        return answered(result.resultId, () => spec.load(result.resultId));
      case 'running':
        // The claim of a keyed run is its id.
        return (this.local.get(slotOf(result.claim)) as Run<T> | undefined) ?? this.elsewhere(spec, result.claim);
      case 'other_body':
        throw conflict(
          'idempotency.key_reused',
          'This Idempotency-Key was used for a request with another body. Use a new key for a new request.',
        );
    }
  }

  /**
   * The events of a run after the one the client saw last, until its end; undefined when it has nothing more to say.
   *
   * @param answer reads the kept answer, for runs whose journal was not kept or is gone.
   * @throws what `answer` throws when there is neither a run nor an answer of this id.
   */
  async follow(
    operation: string,
    id: string,
    after: number,
    answer: () => Promise<unknown>,
  ): Promise<AsyncIterable<SseEvent> | undefined> {
    const local = this.local.get(slotOf(id));
    if (local !== undefined) return local.journal.read(after);
    const stored = await this.store.read(operation, id, after);
    if (stored === undefined) {
      const run = answered(id, await answer().then((given) => () => Promise.resolve(given)));
      return after === 0 ? run.events() : undefined;
    }
    if (stored.state === 'ended' && stored.entries.length === 0) return undefined;
    return this.followStored(operation, id, after);
  }

  private launch<T>(spec: RunSpec<T>, id: string, claim: string | undefined): Run<T> {
    const journal = new Journal();
    const scope = spec.keep ? ownScope() : currentScope();
    const { tenantId } = scope;
    const stored =
      spec.keep && spec.streamed ? keepJournal(this.store, spec.operation, id, journal) : Promise.resolve();
    const slot = slotOf(id);
    const answer = runInScope(scope, () =>
      spec.perform({
        id,
        commit: (manager) => (claim === undefined ? Promise.resolve() : this.keys.settle(manager, claim, id)),
        emit: (event) => {
          journal.append(event);
        },
      }),
    )
      .catch(async (error: unknown) => {
        // The lease frees the key if this fails as well; what the caller must learn is the first error.
        if (claim !== undefined) await this.release(tenantId, claim).catch(() => undefined);
        journal.append({ event: 'error', data: problemOf(error, scope.requestId).body });
        throw error;
      })
      .finally(() => {
        journal.end();
        if (spec.keep) scope.deadline.dispose();
        void stored.then(() => this.local.delete(slot));
      });
    answer.catch(() => undefined);
    const run: LocalRun<T> = { id, journal, answer: () => answer, events: () => journal.read() };
    this.local.set(slot, run);
    return run;
  }

  /** Work another replica is doing: looked at now and then, and taken over should it fail there. */
  private elsewhere<T>(spec: RunSpec<T>, id: string): Run<T> {
    return {
      id,
      answer: async () => {
        await withDeadline(currentScope().deadline.remainingMs(), () => pause(POLL_MS));
        return (await this.begin(spec)).answer();
      },
      events: () => this.eventsElsewhere(spec, id),
    };
  }

  private async *eventsElsewhere<T>(spec: RunSpec<T>, id: string): AsyncGenerator<SseEvent> {
    if ((await this.store.read(spec.operation, id, 0)) !== undefined) {
      yield* this.followStored(spec.operation, id, 0);
      return;
    }
    await pause(POLL_MS);
    yield* (await this.begin(spec)).events();
  }

  private async *followStored(operation: string, id: string, after: number): AsyncGenerator<SseEvent> {
    for (let last = after; ;) {
      const run = await this.store.read(operation, id, last);
      if (run === undefined) throw notFound('run', id);
      yield* run.entries;
      last = run.entries.at(-1)?.id ?? last;
      if (run.state === 'ended') return;
      if (run.state === 'lost') throw lost(id);
      if (currentScope().deadline.aborted) throw currentScope().deadline.reason;
      await pause(POLL_MS);
    }
  }

  /** In a scope of its own: the work may have failed because its deadline was over. */
  private release(tenantId: string, claim: string): Promise<void> {
    const scope = ownScope(LEASE_SLACK_MS);
    scope.tenantId = tenantId;
    return runInScope(scope, () => this.keys.release(claim)).finally(() => {
      scope.deadline.dispose();
    });
  }
}

function slotOf(id: string): string {
  return `${currentScope().tenantId} ${id}`;
}

function answered<T>(id: string, load: () => Promise<T>): Run<T> {
  return {
    id,
    answer: load,
    async *events() {
      yield { event: 'result', id: 1, data: await load() };
    },
  };
}

function lost(id: string): AppError {
  return new AppError({
    code: 'run.lost',
    status: 503,
    detail: `The process that worked on ${id} has gone. Send the request again.`,
  });
}
