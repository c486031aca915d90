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
  type LaneOptions,
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

/** Bounds of a budget that may change while it is used. */
export interface BudgetBounds {
  limit?: number;
  maxWaiting?: number;
  maxWaitMs?: number;
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
  /** Counts requests and tokens per minute; where processes share their servers' rates, they share everything counted here. */
  readonly limiter: RateLimiter;
  readonly #dependencies: UpstreamDependencies;
  readonly #providers = new Map<string, Provider>();
  readonly #uses = new Map<string, Use>();
  readonly #budgets = new Map<string, Budget>();
  readonly #backends = new Map<string, Backend>();
  /** Taken out, and still serving what began with them. */
  readonly #leaving = new Map<Backend, NodeJS.Timeout>();
  readonly #shares = new Map<string, AttachableShare>();
  /** As the budgets were configured at the start. */
  readonly #configured = new Map<string, BudgetOptions>();
  readonly #quota: TenantQuota | undefined;
  #closing: Promise<void> | undefined;

  /** @throws UpstreamError `config.invalid` */
  constructor(options: UpstreamOptions, dependencies: UpstreamDependencies = {}) {
    if (options.cluster !== undefined && dependencies.share === undefined) {
      throw invalid('Limits are shared by createUpstream or UpstreamModule, not by the registry alone.');
    }
    this.#dependencies = dependencies;
    this.limiter = dependencies.limiter ?? new InProcessRateLimiter(dependencies.clock ?? systemClock);
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
    const share = this.#shareOf(name);
    // One that takes the place of another goes on with its window: the same name is the same limit.
    const backend = new Backend(name, options, { ...this.#dependencies, limiter: this.limiter, share });
    this.#backends.set(name, backend);
    share?.attach(shared(backend.budget));
    return backend;
  }

  /**
   * Forgets a backend; its name is free at once. Calls that hold it may still use it for `lingerMs`, and for as long as some
   * wait; without `lingerMs` those are refused. Calls in flight end as they would, then its connections close. Does nothing for
   * an unknown name.
   */
  async removeBackend(name: string, lingerMs = 0): Promise<void> {
    const backend = this.#backends.get(name);
    if (backend === undefined) return;
    this.#backends.delete(name);
    if (lingerMs === 0) await backend.retire();
    else this.#retireLater(backend, lingerMs);
  }

  /**
   * Changes the bounds of a budget while it is used: lowering drains and revokes nothing, raising wakes those who wait. What is
   * not given is as configured at the start. @throws UpstreamError `config.invalid`
   */
  adjustBudget(name: string, bounds: BudgetBounds): void {
    const budget = known(this.#budgets, name, 'There is no budget');
    budget.reconfigure(adjusted(known(this.#configured, name, 'There is no budget'), bounds));
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
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    await Promise.all([
      ...Array.from(this.#providers.values(), (provider) => provider.close()),
      ...Array.from(this.#backends.values(), (backend) => backend.close()),
      ...Array.from(this.#leaving.keys(), (backend) => backend.close()),
    ]);
    await this.#dependencies.close?.();
  }

  #addBudget(name: string, options: BudgetOptions, adaptive?: LimitAlgorithm): Budget {
    if (this.#budgets.has(name)) throw invalid(`The name "${name}" is used for a budget and for a use.`);
    const { clock, observer } = this.#dependencies;
    const share = this.#shareOf(name);
    const budget = new Budget(name, options, { clock, observer, share, adaptive });
    this.#budgets.set(name, budget);
    this.#configured.set(name, options);
    share?.attach(shared(budget));
    return budget;
  }

  #retireLater(backend: Backend, lingerMs: number): void {
    const retire = (): void => {
      if (backend.budget.snapshot().waiting > 0) this.#retireLater(backend, lingerMs);
      else void backend.retire().finally(() => this.#leaving.delete(backend));
    };
    this.#leaving.set(backend, setTimeout(retire, lingerMs).unref());
  }

  /** A name has one share for the life of the process, whichever budget bears it: this process is one to the others. */
  #shareOf(name: string): AttachableShare | undefined {
    const share = this.#shares.get(name) ?? this.#dependencies.share?.(name);
    if (share !== undefined) this.#shares.set(name, share);
    return share;
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

function adjusted(configured: BudgetOptions, { limit, maxWaiting, maxWaitMs }: BudgetBounds): BudgetOptions {
  const { queue, lanes } = configured;
  const permits = limit ?? configured.limit;
  return {
    ...configured,
    limit: permits,
    queue: {
      ...queue,
      maxWaiting: maxWaiting ?? queue.maxWaiting,
      maxWaitMs: maxWaitMs ?? queue.maxWaitMs,
    },
    ...(lanes && { lanes: fitted(lanes, permits) }),
  };
}

/** Reservations never take everything: of a limit that was lowered below them, each lane keeps a way through. */
function fitted({ interactive, batch }: LaneOptions, limit: number): LaneOptions {
  const batchReserved = Math.min(batch?.reserved ?? 0, limit - 1);
  const interactiveReserved = Math.min(interactive?.reserved ?? 0, limit - 1 - batchReserved);
  return {
    ...(interactive && { interactive: { reserved: interactiveReserved } }),
    ...(batch && { batch: { ...batch, reserved: batchReserved } }),
  };
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
