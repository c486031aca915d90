import {
  ServerGuard,
  UpstreamError,
  type CallTimeouts,
  type Clock,
  type Pipeline,
  type RateLimiter,
  type UpstreamObserver,
} from '../core/index.js';
import { HttpServer } from '../transport/http-server.js';
import type { PoolSnapshot } from '../transport/provider-pool.js';
import { requireBaseUrl } from './base-url.js';
import { EmbeddingAdapter } from './embedding/embedding-adapter.js';
import { embeddingPresets } from './embedding/embedding-presets.js';
import { LlmAdapter } from './llm/llm-adapter.js';
import { llmPresets } from './llm/llm-presets.js';
import type { EmbeddingPort, LlmPort, RerankPort, SearchPort } from './ports.js';
import type { ProviderKind, ProviderOptions } from './provider-options.js';
import { RerankAdapter } from './rerank/rerank-adapter.js';
import { rerankPresets } from './rerank/rerank-presets.js';
import { SearchAdapter } from './search/search-adapter.js';
import { searchPresets } from './search/search-presets.js';
import { mergeTimeouts } from './timeouts.js';
import type { UseContext } from './use-context.js';

export interface ProviderDependencies {
  clock?: Clock;
  observer?: UpstreamObserver;
  limiter?: RateLimiter;
}

/** Builds the port of one kind for a use. */
export interface Ports {
  llm: LlmPort;
  embedding: EmbeddingPort;
  rerank: RerankPort;
  search: SearchPort;
}

type PortFactory = { [K in ProviderKind]: (context: UseContext) => Ports[K] };

interface AnyPreset {
  baseUrl?: string;
  keyHeader?: string;
  totalMs: number;
}

/** One configured downstream: its server, what guards it, and the adapters that speak to it. */
export class Provider {
  readonly kind: ProviderKind;
  readonly guard: ServerGuard;
  readonly timeouts: CallTimeouts;
  readonly #server: HttpServer;
  readonly #options: ProviderOptions;

  /** @throws UpstreamError `config.invalid` */
  constructor(
    readonly name: string,
    options: ProviderOptions,
    dependencies: ProviderDependencies = {},
  ) {
    const preset = presetOf(name, options);
    this.kind = options.kind;
    this.#options = options;
    this.timeouts = mergeTimeouts(
      { connectMs: 5_000, firstByteMs: preset.totalMs, idleMs: 30_000, totalMs: preset.totalMs },
      options.timeouts,
    );
    this.#server = new HttpServer(name, {
      baseUrl: requireBaseUrl(name, options.baseUrl, options.preset, preset),
      apiKey: options.apiKey,
      keyHeader: preset.keyHeader,
      maxConnections: options.maxConnections,
      maxKeepaliveConnections: options.maxKeepaliveConnections,
      connectMs: this.timeouts.connectMs,
      clock: dependencies.clock,
    });
    this.guard = new ServerGuard(name, { breaker: options.breaker, limits: options.rateLimit }, dependencies);
  }

  /** The port of kind `kind` over `pipeline`. @throws UpstreamError `config.invalid` when the provider is of another kind */
  port<K extends ProviderKind>(kind: K, pipeline: Pipeline): Ports[K] {
    if (kind !== this.kind) {
      throw invalid(this.name, `is of kind "${this.kind}", but "${pipeline.name}" was asked for as "${kind}".`);
    }
    const context: UseContext = {
      pipeline,
      server: this.#server,
      provider: this.name,
      model: this.#options.model,
      dimensions: this.#options.dimensions,
    };
    return this.#factories[kind](context);
  }

  readonly #factories: PortFactory = {
    llm: (context) => new LlmAdapter(context, lookUp(this.name, 'llm', this.#options.preset, llmPresets)),
    embedding: (context) =>
      new EmbeddingAdapter(context, lookUp(this.name, 'embedding', this.#options.preset, embeddingPresets)),
    rerank: (context) => new RerankAdapter(context, lookUp(this.name, 'rerank', this.#options.preset, rerankPresets)),
    search: (context) => new SearchAdapter(context, lookUp(this.name, 'search', this.#options.preset, searchPresets)),
  };

  /** The server itself, for clients that bring their own protocol (the axios adapter). */
  get server(): HttpServer {
    return this.#server;
  }

  pool(): PoolSnapshot {
    return this.#server.snapshot();
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

function presetOf(name: string, { kind, preset }: ProviderOptions): AnyPreset {
  switch (kind) {
    case 'llm':
      return lookUp(name, kind, preset, llmPresets);
    case 'embedding':
      return lookUp(name, kind, preset, embeddingPresets);
    case 'rerank':
      return lookUp(name, kind, preset, rerankPresets);
    case 'search':
      return lookUp(name, kind, preset, searchPresets);
  }
}

function lookUp<P>(name: string, kind: ProviderKind, preset: string, presets: Readonly<Record<string, P>>): P {
  const found = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (found !== undefined) return found;
  throw invalid(name, `has no preset "${preset}" of kind "${kind}"; there are ${Object.keys(presets).join(', ')}.`);
}

function invalid(name: string, problem: string): UpstreamError {
  return new UpstreamError('config.invalid', `Provider "${name}" ${problem}`, { details: { provider: name } });
}
