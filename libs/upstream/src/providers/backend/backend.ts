import {
  AimdLimit,
  Budget,
  Pipeline,
  ServerGuard,
  UpstreamError,
  type CallScope,
  type CallTimeouts,
  type Clock,
  type RateLimiter,
  type RateStatus,
  type ShareSource,
  type TokenEstimate,
  type UpstreamObserver,
} from '../../core/index.js';
import type { AnswerReader } from '../../transport/exchange.js';
import { HttpServer } from '../../transport/http-server.js';
import type { PoolSnapshot } from '../../transport/provider-pool.js';
import { requireBaseUrl } from '../base-url.js';
import { llmPresets, type LlmPreset } from '../llm/llm-presets.js';
import { mergeTimeouts } from '../timeouts.js';
import type { BackendOptions } from './backend-options.js';
import { forwardReply, type Forwarded } from './forwarded.js';

/** A request as it goes to a backend. */
export interface BackendRequest {
  /** Below the backend's base URL, e.g. `/chat/completions`. */
  path: string;
  body: Buffer | string;
  /** Added to ours; authorization and connection headers are ours alone. */
  headers?: Readonly<Record<string, string>>;
  /** The upstream's model: breakers are per backend × model. */
  model: string;
  /** Reserved before the call. */
  tokens: TokenEstimate;
  timeouts?: Partial<CallTimeouts>;
  /** Default: the current scope. */
  scope?: CallScope;
}

/** One whose answer is passed on while it comes. */
export interface ForwardRequest extends BackendRequest {
  /** Whether an event stream is expected. */
  stream: boolean;
}

export interface BackendDependencies {
  clock?: Clock;
  observer?: UpstreamObserver;
  limiter?: RateLimiter;
  share?: ShareSource;
}

const IDLE_MS = 60_000;
const MAX_BYTES = 64 * 1024 * 1024;
const RESERVED_HEADERS = new Set([
  'authorization',
  'connection',
  'content-length',
  'accept-encoding',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/**
 * A server whose answers are passed through byte by byte. Calls are never retried here: falling back to another backend is the
 * gateway's decision.
 */
export class Backend {
  readonly #budget: Budget;
  readonly #guard: ServerGuard;
  readonly #server: HttpServer;
  readonly #pipeline: Pipeline;

  /** @throws UpstreamError `config.invalid` */
  constructor(
    readonly name: string,
    options: BackendOptions,
    dependencies: BackendDependencies = {},
  ) {
    const presetName = options.preset ?? 'openai-compatible';
    const preset: LlmPreset = llmPresets[presetName];
    const { totalMs } = preset;
    const timeouts = mergeTimeouts(
      { connectMs: 5_000, firstByteMs: totalMs, idleMs: IDLE_MS, totalMs },
      options.timeouts,
    );
    this.#budget = new Budget(name, options.budget, { ...dependencies, adaptive: new AimdLimit(options.budget.limit) });
    this.#guard = new ServerGuard(name, { breaker: options.breaker, limits: options.rateLimit }, dependencies);
    this.#server = new HttpServer(name, {
      baseUrl: requireBaseUrl(name, options.baseUrl, presetName, preset),
      apiKey: options.apiKey,
      maxConnections: options.maxConnections,
      maxKeepaliveConnections: options.maxKeepaliveConnections,
      connectMs: timeouts.connectMs,
      maxBytes: options.maxBytes ?? MAX_BYTES,
      clock: dependencies.clock,
    });
    this.#pipeline = new Pipeline({
      name,
      budget: this.#budget,
      server: this.#guard,
      timeouts,
      maxRetries: 0,
      observer: dependencies.observer,
      clock: dependencies.clock,
    });
  }

  /**
   * Sends a request and resolves when its 2xx answer begins; any other status is an UpstreamError
   * (`upstream.rejected` with `details.status` and `details.excerpt` for 4xx). The permit and the tokens are settled
   * once, when the body has ended. @throws UpstreamError
   */
  forward(request: ForwardRequest): Promise<Forwarded> {
    const { path, body, model, tokens, timeouts, stream, scope } = request;
    return this.#pipeline.call<Forwarded>({
      model,
      generation: true,
      tokens,
      timeouts,
      bytes: body.length,
      scope,
      execute: async (attempt) => {
        const opened = await this.#server.open(attempt, {
          method: 'POST',
          path,
          body,
          headers: headersOf(request.headers, stream),
        });
        return forwardReply(opened, attempt);
      },
    });
  }

  /**
   * Sends a request and resolves with what `reader` makes of its whole 2xx answer, when the call has ended; permit and tokens
   * are settled then, with the usage that it found. Cheaper than {@link forward}, whose answer can be read in pieces.
   * @throws UpstreamError as {@link forward}, and what `reader` throws
   */
  exchange<T>(request: BackendRequest, reader: AnswerReader<T>): Promise<T> {
    const { path, body, model, tokens, timeouts, scope, headers } = request;
    return this.#pipeline.call<T>({
      model,
      generation: true,
      tokens,
      timeouts,
      bytes: body.length,
      scope,
      execute: (attempt, told) => {
        this.#server.whole(attempt, { method: 'POST', path, body, headers: headersOf(headers, false) }, reader, told);
        return undefined;
      },
    });
  }

  /** How far the rate limits are used: for `x-ratelimit-*`. */
  rateStatus(): RateStatus | Promise<RateStatus> {
    return this.#guard.limiter.status(this.name, this.#guard.limits);
  }

  /** Why a call of this model would be refused right now, without taking anything; `undefined` when it would be let in or queued. Needs a call scope. */
  wouldRefuse(model: string): UpstreamError | undefined {
    return this.#guard.breakers.of(model).peek() ?? this.#budget.wouldRefuse();
  }

  /** Permits, queue, rate limits and breaker of a running backend; takes effect at once, calls in flight stay as they are. */
  reconfigure(options: Pick<BackendOptions, 'budget' | 'rateLimit' | 'breaker'>): void {
    this.#budget.reconfigure(options.budget);
    this.#guard.reconfigure({ breaker: options.breaker, limits: options.rateLimit });
  }

  get budget(): Budget {
    return this.#budget;
  }

  get guard(): ServerGuard {
    return this.#guard;
  }

  pool(): PoolSnapshot {
    return this.#server.snapshot();
  }

  /** Refuses those who wait (`capacity.evicted`, so that they go elsewhere); calls in flight end as they would, then the connections close. */
  async retire(): Promise<void> {
    this.#budget.refuseWaiting(
      () => true,
      () => new UpstreamError('capacity.evicted', `The backend "${this.name}" has been taken out of service.`),
    );
    this.#pipeline.close();
    this.#budget.close();
    await this.#server.drain();
  }

  /** Aborts what is in flight. */
  async close(): Promise<void> {
    this.#pipeline.close();
    this.#budget.close();
    await this.#server.close();
  }
}

const JSON_ONLY = Object.freeze({ accept: 'application/json' });
const EVENTS_ONLY = Object.freeze({ accept: 'text/event-stream' });

function headersOf(given: BackendRequest['headers'], stream: boolean): Readonly<Record<string, string>> {
  const own = stream ? EVENTS_ONLY : JSON_ONLY;
  return given === undefined ? own : { ...withoutReserved(given), ...own };
}

function withoutReserved(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!RESERVED_HEADERS.has(lower)) kept[lower] = value;
  }
  return kept;
}
