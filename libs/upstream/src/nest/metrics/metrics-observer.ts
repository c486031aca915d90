import { Gauge, Registry } from 'prom-client';
import type {
  AdmissionDecision,
  BreakerState,
  CallOutcome,
  Lane,
  Outcome,
  UpstreamObserver,
} from '../../core/index.js';
import type { Upstream } from '../upstream.js';
import { BoundedLabel } from './bounded-label.js';
import { describeGauges } from './gauges.js';
import { TalliedCounter } from './tallied-counter.js';
import { TalliedHistogram } from './tallied-histogram.js';

const WAIT_BUCKETS = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const DURATION_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120];

/** Tells Prometheus what happens: counters and histograms as it happens, gauges when they are asked for. */
export class MetricsObserver implements UpstreamObserver {
  readonly registry: Registry;
  readonly #models = new BoundedLabel(100);
  readonly #admissions: TalliedCounter<'budget' | 'lane' | 'decision'>;
  readonly #waits: TalliedHistogram<'budget' | 'lane'>;
  readonly #calls: TalliedHistogram<'use' | 'outcome'>;
  readonly #attemptsOfCalls: TalliedCounter<'use'>;
  readonly #attempts: TalliedHistogram<'server' | 'outcome'>;
  readonly #transitions: TalliedCounter<'server' | 'model' | 'state'>;
  readonly #tokens: TalliedCounter<'use' | 'kind'>;

  /** Default: a registry of its own. A registry takes one observer. */
  constructor(registry: Registry = new Registry()) {
    this.registry = registry;
    const registers = [registry];
    this.#admissions = new TalliedCounter({
      name: 'upstream_admissions_total',
      help: 'Decisions of the admission to a budget.',
      labelNames: ['budget', 'lane', 'decision'],
      registers,
    });
    this.#waits = new TalliedHistogram({
      name: 'upstream_admission_wait_seconds',
      help: 'Time admitted callers had waited for a permit.',
      labelNames: ['budget', 'lane'],
      buckets: WAIT_BUCKETS,
      registers,
    });
    this.#calls = new TalliedHistogram({
      name: 'upstream_call_duration_seconds',
      help: 'Whole calls, waiting and retries included, until the answer had ended.',
      labelNames: ['use', 'outcome'],
      buckets: DURATION_BUCKETS,
      registers,
    });
    this.#attemptsOfCalls = new TalliedCounter({
      name: 'upstream_call_attempts_total',
      help: 'Real calls made for the calls of a use; more than the calls means retries, fewer means refusals.',
      labelNames: ['use'],
      registers,
    });
    this.#attempts = new TalliedHistogram({
      name: 'upstream_attempt_duration_seconds',
      help: 'Real calls to a server.',
      labelNames: ['server', 'outcome'],
      buckets: DURATION_BUCKETS,
      registers,
    });
    this.#transitions = new TalliedCounter({
      name: 'upstream_breaker_transitions_total',
      help: 'Changes of a breaker into a state.',
      labelNames: ['server', 'model', 'state'],
      registers,
    });
    this.#tokens = new TalliedCounter({
      name: 'upstream_tokens_total',
      help: 'Tokens reserved before calls, and settled after them.',
      labelNames: ['use', 'kind'],
      registers,
    });
  }

  /** Adds the gauges: in flight, limit, waiting, breakers, rate limits, connections. */
  watch(upstream: Pick<Upstream, 'snapshot'>): void {
    for (const { name, help, labelNames, samples } of describeGauges((model) => this.#models.of(model))) {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [this.registry],
        collect() {
          // Backends come and go; one that is gone must not be reported for ever.
          this.reset();
          for (const { labels, value } of samples(upstream.snapshot())) this.set(labels, value);
        },
      });
    }
  }

  admission(budget: string, lane: Lane, decision: AdmissionDecision, waitedMs: number): void {
    this.#admissions.add(1, budget, lane, decision);
    if (decision === 'admitted' || decision === 'admitted_after_wait')
      this.#waits.observe(waitedMs / 1000, budget, lane);
  }

  call(use: string, outcome: CallOutcome, durationMs: number, attempts: number): void {
    this.#calls.observe(durationMs / 1000, use, outcome);
    if (attempts > 0) this.#attemptsOfCalls.add(attempts, use);
  }

  attempt(server: string, _model: string, outcome: Outcome, durationMs: number): void {
    this.#attempts.observe(durationMs / 1000, server, outcome);
  }

  breaker(server: string, model: string, state: BreakerState): void {
    this.#transitions.add(1, server, this.#models.of(model), state);
  }

  tokens(use: string, kind: 'reserved' | 'settled', tokens: number): void {
    if (tokens > 0) this.#tokens.add(tokens, use, kind);
  }
}
