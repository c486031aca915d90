import { UpstreamError } from '../errors/upstream-error.js';
import type { Outcome } from '../pipeline/reply.js';
import { currentScope, runInScope, type CallScope } from '../scope/call-scope.js';
import type { BudgetDependencies } from './budget-dependencies.js';
import { checkBudgetOptions, type BudgetOptions } from './budget-options.js';
import type { BudgetSnapshot } from './budget-snapshot.js';
import type { AcquireOptions, Claim } from './claim.js';
import { assertNotNested } from './nesting.js';
import type { Permit } from './permit.js';
import { Scheduler } from './scheduler.js';

/** Permits for one downstream and use, with a bounded, fair queue before them. */
export class Budget {
  readonly #scheduler: Scheduler;
  #family: string;

  constructor(
    readonly name: string,
    options: BudgetOptions,
    dependencies: BudgetDependencies = {},
  ) {
    checkBudgetOptions(name, options);
    this.#family = options.family ?? name;
    this.#scheduler = new Scheduler(name, options, dependencies);
  }

  /**
   * Runs `work` holding a permit, which is given back when `work` has settled. Inside, permits of the same family are
   * refused. @throws UpstreamError `capacity.*`, `deadline.exceeded`, `call.cancelled`
   */
  async run<T>(work: (permit: Permit) => Promise<T>, options?: { scope?: CallScope }): Promise<T> {
    const scope = options?.scope ?? currentScope();
    const permit = await this.acquire({ scope });
    const inner: CallScope = { ...scope, holding: [...(scope.holding ?? []), this.#family] };
    let outcome: Outcome = 'ignored';
    try {
      const result = await runInScope(inner, () => work(permit));
      outcome = 'success';
      return result;
    } finally {
      permit.release(outcome);
    }
  }

  /** Waits for a permit; release it once the real call has ended. @throws UpstreamError as {@link run} */
  async acquire(options?: AcquireOptions): Promise<Permit> {
    return this.#scheduler.admit(this.#claimOf(options));
  }

  /**
   * The hot path under {@link acquire}: answers without a promise when a permit is free.
   * @throws UpstreamError at once when the caller is refused; also what the promise rejects with later
   */
  admit(claim: Claim): Permit | Promise<Permit> {
    return this.#scheduler.admit(claim);
  }

  /** What {@link acquire} would refuse with right now, without taking anything; undefined when it would admit or queue. */
  wouldRefuse(options?: AcquireOptions): UpstreamError | undefined {
    return this.#scheduler.wouldRefuse(this.#claimOf(options));
  }

  /** @throws UpstreamError `config.invalid` inside work that holds a permit of the same family */
  assertMayAcquire(scope: CallScope): void {
    if (scope.holding !== undefined) assertNotNested(this.name, this.#family, scope);
  }

  /** Takes effect at once: lowering drains and revokes nothing, raising wakes those who wait. @throws UpstreamError `config.invalid` */
  reconfigure(options: BudgetOptions): void {
    checkBudgetOptions(this.name, options);
    this.#family = options.family ?? this.name;
    this.#scheduler.reconfigure(options);
  }

  /** The upstream was found dead: an adaptive limit returns quickly to where it was once calls go well again. */
  outage(): void {
    this.#scheduler.outage();
  }

  /** Refuses those who wait and whom `select` picks, e.g. because their upstream has just been found dead. */
  refuseWaiting(select: (claim: Claim) => boolean, error: () => UpstreamError): void {
    this.#scheduler.refuseWaiting(select, error);
  }

  /** Refuses everybody, those who wait included, and stops listening to its share. Permits in use stay valid. */
  close(): void {
    this.#scheduler.close();
  }

  /** The number enforced now: the least of configured, adaptive and leased. */
  get limit(): number {
    return this.#scheduler.limit;
  }

  /** Real calls in flight; above {@link limit} only while a lowered limit drains. */
  get inFlight(): number {
    return this.#scheduler.inFlight;
  }

  /** Permits this process could use: in flight and waiting. What a cluster sizes leases by. */
  demand(): number {
    return this.#scheduler.demand();
  }

  /** How long a good call typically takes, in milliseconds; 0 when unknown. */
  typicalMs(): number {
    return this.#scheduler.typicalMs();
  }

  /** The same, however long ago it was seen; 0 when it never was. */
  lastServiceMs(): number {
    return this.#scheduler.lastServiceMs();
  }

  snapshot(): BudgetSnapshot {
    return this.#scheduler.snapshot();
  }

  #claimOf(options: AcquireOptions | undefined): Claim {
    const scope = options?.scope ?? currentScope();
    this.assertMayAcquire(scope);
    const cost = options?.cost ?? 1;
    if (!(cost > 0 && Number.isFinite(cost)))
      throw new UpstreamError(
        'config.invalid',
        `Budget "${this.name}": cost is ${cost}, expected a finite number above 0.`,
      );
    return {
      lane: scope.lane,
      tenantId: scope.tenantId,
      deadline: scope.deadline,
      bytes: options?.bytes ?? 0,
      cost,
      companion: options?.companion,
    };
  }
}
