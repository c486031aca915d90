import { Admission } from '../admission/admission.js';
import type { ServerGuard } from '../admission/server-guard.js';
import type { TenantQuota } from '../admission/tenant-quota.js';
import type { Budget } from '../budget/budget.js';
import type { Clock } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { silentObserver, type UpstreamObserver } from '../observer/upstream-observer.js';
import { DEFAULT_BACKOFF, type BackoffOptions } from '../retry/backoff.js';
import { KeyedRetrySlots } from '../retry/keyed-retry-slots.js';
import { Call, type PipelineParts } from './call.js';
import type { CallSpec } from './call-spec.js';
import type { CallTimeouts } from './call-timeouts.js';
import { classifyByCode } from './classify-by-code.js';
import type { Classify } from './reply.js';
import { admissionStage } from './stages/admission-stage.js';
import { breakerStage } from './stages/breaker-stage.js';
import { deadlineStage } from './stages/deadline-stage.js';
import { probeStage } from './stages/probe-stage.js';
import { quotaStage } from './stages/quota-stage.js';
import { retryStage } from './stages/retry-stage.js';
import type { Handler, Stage } from './stages/stage.js';
import { timeoutStage } from './stages/timeout-stage.js';
import { transportStage } from './stages/transport-stage.js';

/** What every call passes, outermost first. The order is the design: see each stage for why it stands where it does. */
const STAGES: readonly Stage[] = [
  deadlineStage,
  quotaStage,
  retryStage,
  breakerStage,
  admissionStage,
  probeStage,
  timeoutStage,
];

const DEFAULT_MAX_RETRIES = 2;

export interface PipelineOptions {
  /** The use, e.g. `omni-rag.embedding`: a metrics label. */
  name: string;
  budget: Budget;
  server: ServerGuard;
  timeouts: CallTimeouts;
  /** Default: {@link classifyByCode}. */
  classify?: Classify;
  /** Retries after the first try, of idempotent calls. Default 2. */
  maxRetries?: number;
  backoff?: Partial<BackoffOptions>;
  quota?: TenantQuota;
  observer?: UpstreamObserver;
  clock?: Clock;
  /** Uniform in [0, 1). Default Math.random. */
  random?: () => number;
}

/** Everything between a feature and a real call. */
export class Pipeline {
  readonly name: string;
  readonly #parts: PipelineParts;
  readonly #handle: Handler;
  readonly #stopListening: () => void;

  constructor(options: PipelineOptions) {
    const { name, budget, server } = options;
    this.name = name;
    const parts: PipelineParts = {
      name,
      budget,
      server,
      timeouts: options.timeouts,
      classify: options.classify ?? classifyByCode,
      maxRetries: options.maxRetries ?? DEFAULT_MAX_RETRIES,
      backoff: { ...DEFAULT_BACKOFF, ...options.backoff },
      quota: options.quota,
      quotaSlots: new KeyedRetrySlots(),
      observer: options.observer ?? silentObserver,
      clock: options.clock ?? systemClock,
      random: options.random ?? Math.random,
    };
    this.#parts = parts;
    this.#handle = STAGES.reduceRight<Handler>((next, stage) => stage(next, parts), transportStage);
    this.#stopListening = server.breakers.onOpen((breaker) => {
      budget.outage();
      budget.refuseWaiting(
        (claim) => claim instanceof Admission && claim.breaker === breaker,
        () => breaker.refusal(),
      );
    });
  }

  /**
   * Makes one call under protection and resolves with the reply's value; permit, tokens, breaker and limit settle once, when the
   * real call has ended, which for a stream is later and after a timeout may be.
   *
   * @throws UpstreamError whatever happens; our own refusals (`capacity.*`, `quota.*`, `breaker.open`) come at once
   */
  async call<T>(spec: CallSpec<T>): Promise<T> {
    const call = new Call(this.#parts, spec);
    try {
      return await this.#handle(call);
    } catch (error) {
      call.failed(error);
      throw error;
    }
  }

  /** Lets go of the server it listened to; for pipelines that are replaced while the process lives on. */
  close(): void {
    this.#stopListening();
  }
}
