import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  AimdLimit,
  Budget,
  InProcessRateLimiter,
  Pipeline,
  systemClock,
  UpstreamError,
  type BudgetOptions,
  type Clock,
  type LimitAlgorithm,
  type RateLimiter,
  type TenantQuota,
  type UpstreamObserver,
} from '../core/index.js';
import type { AttachableShare, SharedBudget } from '../cluster/leased-share.js';
import { Backend } from '../providers/backend/backend.js';
import type { BackendOptions } from '../providers/backend/backend-options.js';
import type { EmbeddingPort, LlmPort, RerankPort, SearchPort } from '../providers/ports.js';
import type { ProviderKind } from '../providers/provider-options.js';
import { Provider, type Ports } from '../providers/provider.js';
import { mergeTimeouts } from '../providers/timeouts.js';
import type { UpstreamOptions } from './upstream-options.js';
import { backendSnapshot, providerSnapshot, type UpstreamSnapshot } from './upstream-snapshot.js';

/** What stands around the registry; every part has a working default. */
export interface UpstreamDependencies {
  clock?: Clock;
  observer?: UpstreamObserver;
  /** RPM and TPM of servers. Default: in this process. */
  limiter?: RateLimiter;
  /** RPM and TPM of tenants. Default: in this process. */
  tenantLimiter?: RateLimiter;
  /** This process's share of a limit that the fleet has in common; undefined for a budget that is not shared. */
  share?: (budget: string) => AttachableShare | undefined;
  /** Whether the store of shared limits is in reach; default: there is none. */
  clusterUp?: () => boolean;
  /** Ended with the registry. */
  close?: () => Promise<void>;
}

interface Use {
  provider: Provider;
  pipeline: Pipeline;
  port: Ports[ProviderKind];
}

/**
 * Everything this process may call. Features ask for their ports in their constructors, so that a wrong name or a wrong
 * configuration stops the start and not the first request.
 */
@Injectable()
export class Upstream implements OnApplicationShutdown {
  readonly #dependencies: UpstreamDependencies;
  readonly #providers = new Map<string, Provider>();
  readonly #uses = new Map<string, Use>();
  readonly #budgets = new Map<string, Budget>();
  readonly #backends = new Map<string, Backend>();
  readonly #quota: TenantQuota | undefined;
  #closing: Promise<void> | undefined;

  /** @throws UpstreamError `config.invalid` */
  constructor(options: UpstreamOptions, dependencies: UpstreamDependencies = {}) {
    if (options.cluster !== undefined && dependencies.share === undefined) {
      throw invalid('Limits are shared by createUpstream or UpstreamModule, not by the registry alone.');
    }
    this.#dependencies = dependencies;
    this.#quota = tenantQuota(options, dependencies);
    for (const [name, budget] of Object.entries(options.budgets ?? {})) this.#addBudget(name, budget);
    for (const [name, provider] of Object.entries(options.providers)) {
      this.#providers.set(name, new Provider(name, provider, dependencies));
    }
    for (const [name, use] of Object.entries(options.uses)) {
      const provider = known(this.#providers, use.provider, `The use "${name}" names the provider`);
      const { provider: _provider, timeouts, maxRetries, ...bounds } = use;
      const budget = this.#addBudget(name, bounds, new AimdLimit(use.limit));
      const pipeline = new Pipeline({
        name,
        budget,
        server: provider.guard,
        timeouts: mergeTimeouts(provider.timeouts, timeouts),
        maxRetries,
        quota: this.#quota,
        observer: dependencies.observer,
        clock: dependencies.clock,
      });
      this.#uses.set(name, { provider, pipeline, port: provider.port(provider.kind, pipeline) });
    }
  }

  /** @throws UpstreamError `config.invalid` for an unknown use, or one of another kind */
  llm(use: string): LlmPort {
    return this.#port('llm', use);
  }

  /** @throws as {@link llm} */
  embedding(use: string): EmbeddingPort {
    return this.#port('embedding', use);
  }

  /** @throws as {@link llm} */
  reranker(use: string): RerankPort {
    return this.#port('rerank', use);
  }

  /** @throws as {@link llm} */
  search(use: string): SearchPort {
    return this.#port('search', use);
  }

  /** The budget of a use, or a plain one. @throws UpstreamError `config.invalid` */
  budget(name: string): Budget {
    return known(this.#budgets, name, 'There is no budget');
  }

  /** The pipeline of a use, for clients that bring their own protocol. @throws UpstreamError `config.invalid` */
  pipeline(use: string): Pipeline {
    return known(this.#uses, use, 'There is no use').pipeline;
  }

  /** The provider behind a use. @throws UpstreamError `config.invalid` */
  providerOf(use: string): Provider {
    return known(this.#uses, use, 'There is no use').provider;
  }

  /** @throws UpstreamError `config.invalid` */
  backend(name: string): Backend {
    return known(this.#backends, name, 'There is no backend');
  }

  /** Adds a gateway backend at run time. @throws UpstreamError `config.invalid`, also when the name is taken */
  createBackend(name: string, options: BackendOptions): Backend {
    if (this.#backends.has(name)) throw invalid(`There is already a backend "${name}".`);
    const share = this.#dependencies.share?.(name);
    const backend = new Backend(name, options, { ...this.#dependencies, share });
    this.#backends.set(name, backend);
    share?.attach(shared(backend.budget));
    return backend;
  }

  /** Forgets a backend: who waits for it is refused, calls in flight end as they would. Does nothing for an unknown name. */
  async removeBackend(name: string): Promise<void> {
    const backend = this.#backends.get(name);
    this.#backends.delete(name);
    await backend?.retire();
  }

  /** Everything at this moment, as plain data. */
  snapshot(): UpstreamSnapshot {
    const { clusterUp } = this.#dependencies;
    return {
      ...(clusterUp === undefined ? {} : { cluster: { redisUp: clusterUp() } }),
      budgets: Array.from(this.#budgets.values(), (budget) => budget.snapshot()),
      providers: Array.from(this.#providers.values(), providerSnapshot),
      backends: Array.from(this.#backends.values(), backendSnapshot),
    };
  }

  /** Aborts what still runs and closes every connection. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    for (const budget of this.#budgets.values()) budget.close();
    await Promise.all([
      ...Array.from(this.#providers.values(), (provider) => provider.close()),
      ...Array.from(this.#backends.values(), (backend) => backend.close()),
    ]);
    await this.#dependencies.close?.();
  }

  #addBudget(name: string, options: BudgetOptions, adaptive?: LimitAlgorithm): Budget {
    if (this.#budgets.has(name)) throw invalid(`The name "${name}" is used for a budget and for a use.`);
    const { clock, observer } = this.#dependencies;
    const share = this.#dependencies.share?.(name);
    const budget = new Budget(name, options, { clock, observer, share, adaptive });
    this.#budgets.set(name, budget);
    share?.attach(shared(budget));
    return budget;
  }

  #port<K extends ProviderKind>(kind: K, use: string): Ports[K] {
    const { provider, pipeline } = known(this.#uses, use, 'There is no use');
    return provider.port(kind, pipeline);
  }
}

function tenantQuota(options: UpstreamOptions, dependencies: UpstreamDependencies): TenantQuota | undefined {
  if (options.tenantLimits === undefined) return undefined;
  const limiter = dependencies.tenantLimiter ?? new InProcessRateLimiter(dependencies.clock ?? systemClock);
  return { limiter, limits: options.tenantLimits };
}

function shared(budget: Budget): SharedBudget {
  return { demand: () => budget.demand(), inFlight: () => budget.snapshot().inFlight };
}

function known<T>(map: ReadonlyMap<string, T>, name: string, sentence: string): T {
  const found = map.get(name);
  if (found !== undefined) return found;
  const names = Array.from(map.keys());
  throw invalid(`${sentence} "${name}"; known: ${names.length > 0 ? names.join(', ') : 'none'}.`);
}

function invalid(message: string): UpstreamError {
  return new UpstreamError('config.invalid', message);
}
