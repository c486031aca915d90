import type { Admission } from '../admission/admission.js';
import type { Timer } from '../clock/clock.js';
import { CancellationSource, type AbortListener } from '../deadline/cancellation.js';
import { abortError, UpstreamError } from '../errors/upstream-error.js';
import type { CallScope } from '../scope/call-scope.js';
import type { Attempt } from './attempt.js';
import type { Call } from './call.js';
import type { CallTimeouts } from './call-timeouts.js';
import type { Outcome, Reply, ReplyListener, Settlement } from './reply.js';

/**
 * While an upstream has never answered, an expired deadline speaks against it only if it was given this long; after that,
 * if it was given this many times what a call typically takes.
 */
const FAIR_CHANCE_MS = 250;
const FAIR_CHANCE_RATIO = 2;

function timeOut<T>(attempt: RunningAttempt<T>): void {
  attempt.abort(
    new UpstreamError('upstream.timeout', 'The upstream did not answer in time.', { details: { phase: 'total' } }),
  );
}

/**
 * A real call under way. It answers its caller at the first of: a reply, a failure, the total timeout, the deadline, the
 * caller leaving. It settles, once, only when the real call has ended, which may be later; until then it holds its permit.
 */
export class RunningAttempt<T> implements Attempt, AbortListener, ReplyListener<T> {
  readonly #source = new CancellationSource();
  #timer: Timer | undefined = undefined;
  #startedMs = 0;
  #resolve: ((value: T) => void) | undefined = undefined;
  #reject: ((error: UpstreamError) => void) | undefined = undefined;
  #settled = false;

  constructor(
    private readonly call: Call<T>,
    private readonly admission: Admission,
    readonly number: number,
    readonly timeouts: Readonly<CallTimeouts>,
    /** Whether the total timeout comes before the deadline and needs a timer of its own. */
    private readonly ownTimeout: boolean,
  ) {}

  get scope(): CallScope {
    return this.call.scope;
  }

  get aborted(): boolean {
    return this.#source.aborted;
  }

  get reason(): unknown {
    return this.#source.reason;
  }

  get signal(): AbortSignal {
    return this.#source.signal;
  }

  listen(listener: AbortListener): void {
    this.#source.listen(listener);
  }

  unlisten(listener: AbortListener): void {
    this.#source.unlisten(listener);
  }

  /** Makes the real call. */
  run(): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#start();
    });
  }

  /** The deadline ended or the caller left. */
  onAbort(reason: unknown): void {
    this.abort(abortError(reason));
  }

  /** Answers the caller now and tells the transport to end the real call; the permit stays held until it has. */
  abort(error: UpstreamError): void {
    if (this.#settled || this.#source.aborted) return;
    this.#answer(error);
    this.#source.abort(error);
  }

  #start(): void {
    const { call } = this;
    const { clock } = call.parts;
    this.#startedMs = clock.now();
    call.scope.deadline.listen(this);
    if (this.#source.aborted) {
      // The deadline passed between the last look and this one: nothing is sent.
      this.#settled = true;
      this.admission.abandon();
      return;
    }
    if (this.ownTimeout) this.#timer = clock.setTimer(this.timeouts.totalMs, timeOut, this as RunningAttempt<T>);
    call.sent(this.admission.reservedTokens);
    let reply: Promise<Reply<T>> | undefined;
    try {
      reply = call.spec.execute(this, this);
    } catch (error) {
      this.failed(error);
      return;
    }
    reply?.then(
      (answer) => {
        this.replied(answer);
      },
      (error: unknown) => {
        this.failed(error);
      },
    );
  }

  replied(reply: Reply<T>): void {
    // An answer that comes with the deadline is too late, also when the timer has not come round yet.
    if (!this.#source.aborted && this.call.scope.deadline.aborted) this.onAbort(this.call.scope.deadline.reason);
    const { ended } = reply;
    if (!(ended instanceof Promise)) this.#settle(ended);
    const resolve = this.#resolve;
    if (resolve !== undefined) {
      this.#resolve = undefined;
      this.#reject = undefined;
      this.call.answered();
      resolve(reply.value);
    }
    if (ended instanceof Promise) {
      ended.then(
        (settlement) => {
          this.#settle(settlement);
        },
        (error: unknown) => {
          this.#settleFailure(error);
        },
      );
    }
  }

  /** `execute` rejected: the real call has ended, with nothing. */
  failed(error: unknown): void {
    const verdict = this.#settleFailure(error);
    this.call.verdict = verdict;
    this.#answer(verdict.error);
  }

  #settleFailure(error: unknown): ReturnType<Call<T>['parts']['classify']> {
    const verdict = this.call.parts.classify(error);
    this.#settle({ outcome: verdict.outcome, usage: verdict.usage, retryAfterMs: verdict.error.retryAfterMs });
    return verdict;
  }

  #answer(error: UpstreamError): void {
    const reject = this.#reject;
    this.#resolve = undefined;
    this.#reject = undefined;
    reject?.(error);
  }

  /** Once by construction: a promise resolves once, and only one of `execute` and `ended` ends the call. */
  #settle(settlement: Settlement): void {
    this.#settled = true;
    this.#timer?.cancel();
    this.call.scope.deadline.unlisten(this);
    const durationMs = this.call.parts.clock.now() - this.#startedMs;
    const known = hasSaneUsage(settlement) ? settlement : { ...settlement, usage: undefined };
    const final = this.#source.aborted ? this.#afterAbort(known, durationMs) : known;
    const { reservedTokens } = this.admission;
    this.admission.settle(final);
    this.call.settled(final, durationMs, reservedTokens);
  }

  /** A call that we cut short says what the reason for cutting it says, unless it had got through after all. */
  #afterAbort(settlement: Settlement, durationMs: number): Settlement {
    if (settlement.outcome === 'success') return settlement;
    return { outcome: this.#abortOutcome(durationMs), usage: settlement.usage };
  }

  #abortOutcome(durationMs: number): Outcome {
    switch (abortError(this.#source.reason).code) {
      case 'upstream.timeout':
        return 'overloaded';
      case 'deadline.exceeded': {
        const typicalMs = this.call.parts.budget.lastServiceMs();
        const fairMs = typicalMs > 0 ? FAIR_CHANCE_RATIO * typicalMs : FAIR_CHANCE_MS;
        return durationMs >= fairMs ? 'overloaded' : 'ignored';
      }
      default:
        return 'ignored';
    }
  }
}

/** Usage comes from upstreams, who may send anything; nonsense counts as unknown. */
function hasSaneUsage({ usage }: Settlement): boolean {
  if (usage === undefined) return true;
  return usage.inputTokens >= 0 && usage.outputTokens >= 0 && Number.isFinite(usage.inputTokens + usage.outputTokens);
}
