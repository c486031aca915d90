import type { Attempt } from '../core/pipeline/attempt.js';
import type { Reply, Settlement } from '../core/pipeline/reply.js';

/** One real call that a test ends by hand. It ignores aborts, like the worst of upstreams. */
export class ManualCall {
  readonly promise: Promise<Reply<string>>;
  #resolve!: (reply: Reply<string>) => void;
  #reject!: (error: unknown) => void;
  #endBody: ((settlement: Settlement) => void) | undefined = undefined;
  #over = false;

  constructor(
    readonly attempt: Attempt,
    private readonly onOver: () => void,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get over(): boolean {
    return this.#over;
  }

  /** Answers with a whole body. */
  succeed(settlement: Settlement = { outcome: 'success' }): void {
    this.#end();
    this.#resolve({ value: 'answer', ended: settlement });
  }

  /** Answers with a body that is still coming, until {@link end}. */
  begin(): void {
    const ended = new Promise<Settlement>((resolve) => {
      this.#endBody = resolve;
    });
    this.#resolve({ value: 'answer', ended });
  }

  get begun(): boolean {
    return this.#endBody !== undefined;
  }

  /** The body that {@link begin} announced has ended. */
  end(settlement: Settlement = { outcome: 'success' }): void {
    this.#end();
    this.#endBody?.(settlement);
  }

  fail(error: unknown): void {
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.onOver();
  }
}

/** An upstream whose every call is ended by hand; counts what is really in flight, whatever its callers believe. */
export class ManualUpstream {
  readonly calls: ManualCall[] = [];
  inFlight = 0;
  peak = 0;
  /** What a CallSpec calls. */
  readonly execute = (attempt: Attempt): Promise<Reply<string>> => {
    this.inFlight++;
    this.peak = Math.max(this.peak, this.inFlight);
    const call = new ManualCall(attempt, () => {
      this.inFlight--;
    });
    this.calls.push(call);
    return call.promise;
  };

  /** The calls that have not ended, oldest first. */
  get open(): ManualCall[] {
    return this.calls.filter((call) => !call.over);
  }
}
