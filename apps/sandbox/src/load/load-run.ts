import { endingOf, outcomes, type Ending, type Outcome } from './outcome.js';
import { scenarios, type Scenario } from './scenarios.js';

export interface LoadOrder {
  scenario: Scenario;
  /** Whole requests per second, sent whether or not the earlier ones were answered: that is what real callers do. */
  requests_per_second: number;
  seconds: number;
}

type Counts = Record<Outcome, number>;

export interface LoadSecond extends Counts {
  sent: number;
  /** Slowest of the answers that came in this second, ms. */
  slowest_ms: number;
}

export interface LoadState extends LoadOrder {
  running: boolean;
  sent: number;
  in_flight: number;
  outcomes: Counts;
  /** How often each refusal, failure or degradation was given as the reason. */
  codes: Record<string, number>;
  /** By second since the start. */
  timeline: LoadSecond[];
}

/** Requests in flight at once; while so many hang, no more are sent. */
const MAX_IN_FLIGHT = 400;
const REQUEST_TIMEOUT_MS = 60_000;
/** More codes than this are not told apart. */
const MAX_CODES = 50;

/** One burst of requests against the product. */
export class LoadRun {
  readonly #order: LoadOrder;
  readonly #startedAt = performance.now();
  readonly #ended = new AbortController();
  readonly #state: LoadState;
  readonly #timer: NodeJS.Timeout;
  #latest = 0;

  constructor(
    order: LoadOrder,
    private readonly target: string,
    private readonly authorization: string,
  ) {
    this.#order = order;
    this.#state = {
      ...order,
      running: true,
      sent: 0,
      in_flight: 0,
      outcomes: noCounts(),
      codes: {},
      timeline: [],
    };
    this.#timer = setInterval(() => {
      this.#sendDue();
    }, 50);
  }

  get state(): LoadState {
    // The timeline has no holes, however quiet a second was.
    if (this.#state.running || this.#state.in_flight > 0) this.#second();
    return this.#state;
  }

  /** Sends no more and gives up on what is in flight. */
  stop(): void {
    this.#finish();
    this.#ended.abort();
  }

  #finish(): void {
    clearInterval(this.#timer);
    this.#state.running = false;
  }

  #sendDue(): void {
    const elapsed = (performance.now() - this.#startedAt) / 1_000;
    const due = Math.floor(Math.min(elapsed, this.#order.seconds) * this.#order.requests_per_second);
    while (this.#latest < due) {
      this.#latest += 1;
      if (this.#state.in_flight < MAX_IN_FLIGHT) void this.#send(this.#latest);
    }
    if (elapsed >= this.#order.seconds) this.#finish();
  }

  async #send(n: number): Promise<void> {
    const { path, body } = scenarios[this.#order.scenario];
    const sentAt = performance.now();
    this.#state.sent += 1;
    this.#state.in_flight += 1;
    this.#second().sent += 1;
    let ending: Ending;
    try {
      const answer = await fetch(new URL(path, this.target), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: this.authorization },
        body: JSON.stringify(body(n)),
        signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      });
      const content: unknown = await answer.json();
      ending = endingOf(answer.status, answer.headers.get('retry-after'), content);
    } catch {
      ending = { outcome: 'failed', codes: ['network'] };
    }
    this.#state.in_flight -= 1;
    if (this.#ended.signal.aborted) return;
    this.#count(ending, performance.now() - sentAt);
  }

  #count({ outcome, codes }: Ending, tookMs: number): void {
    const second = this.#second();
    second[outcome] += 1;
    second.slowest_ms = Math.max(second.slowest_ms, Math.round(tookMs));
    this.#state.outcomes[outcome] += 1;
    const known = this.#state.codes;
    for (const code of codes) {
      const name = code in known || Object.keys(known).length < MAX_CODES ? code : '(others)';
      known[name] = (known[name] ?? 0) + 1;
    }
  }

  #second(): LoadSecond {
    const { timeline } = this.#state;
    const index = Math.floor((performance.now() - this.#startedAt) / 1_000);
    while (timeline.length <= index) timeline.push({ sent: 0, slowest_ms: 0, ...noCounts() });
    const second = timeline[index];
    if (second === undefined) throw new Error('the timeline has no such second');
    return second;
  }
}

function noCounts(): Counts {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Counts;
}
