import type { Budget } from '../budget/budget.js';
import type { Clock } from '../clock/clock.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { UpstreamObserver } from '../observer/upstream-observer.js';
import type { RateLimiter, RateLimits } from '../rate/rate-limiter.js';
import type { BackoffOptions } from '../retry/backoff.js';
import type { CallSpec } from './call-spec.js';
import type { CallTimeouts } from './call-timeouts.js';
import type { Classify } from './reply.js';
import type { ServerGuard } from './server-guard.js';

/** RPM and TPM of each tenant (or tenant key). */
export interface TenantQuota {
  limiter: RateLimiter;
  /** Undefined: this tenant is not limited. */
  limits(tenantId: string): RateLimits | undefined;
}

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

  constructor(options: PipelineOptions) {
    this.name = options.name;
  }

  /**
   * Makes one call under protection and resolves with the reply's value; the permit, tokens, breaker and limit settle when
   * the real call has ended. @throws UpstreamError
   */
  call<T>(_spec: CallSpec<T>): Promise<T> {
    return Promise.reject(new UpstreamError('config.invalid', this.name));
  }
}
