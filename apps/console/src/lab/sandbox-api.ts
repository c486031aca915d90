import { failureOf, RequestFailed } from '../http/problem.js';
import { keys } from '../shell/keys.js';

/** Downstreams whose behaviour the lab turns. */
export const KINDS = ['llm', 'embedding', 'rerank', 'search'] as const;
export type Kind = (typeof KINDS)[number];

/** What is turned of each; the sandbox has more dials than these. */
export interface Dial {
  latency_ms: number;
  /** Shares from 0 to 1. */
  error_rate: number;
  rate_limit_rate: number;
}
export type Dials = Record<Kind, Dial>;

export const HEALTHY: Dial = { latency_ms: 0, error_rate: 0, rate_limit_rate: 0 };

export const SCENARIOS = ['reports', 'chat', 'search', 'checks'] as const;
export type Scenario = (typeof SCENARIOS)[number];
export const OUTCOMES = ['whole', 'degraded', 'refused', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface LoadOrder {
  scenario: Scenario;
  requests_per_second: number;
  seconds: number;
}

/** As the sandbox tells it. */
export interface Load extends LoadOrder {
  running: boolean;
  sent: number;
  in_flight: number;
  outcomes: Record<Outcome, number>;
  codes: Record<string, number>;
  timeline: (Record<Outcome, number> & { sent: number; slowest_ms: number })[];
}

/** The stand-in downstreams, asked from the browser. Only the load button sends a key, and only the tenant's. */
export class Sandbox {
  constructor(private readonly base: string) {}

  async dials(): Promise<Dials> {
    const { dials } = await this.ask<{ dials: (Dial & { kind: string; model?: string; path?: string })[] }>('/dials');
    const of = (kind: Kind): Dial => {
      const found = dials.find((dial) => dial.kind === kind && dial.model === undefined && dial.path === undefined);
      const { latency_ms, error_rate, rate_limit_rate } = found ?? HEALTHY;
      return { latency_ms, error_rate, rate_limit_rate };
    };
    return { llm: of('llm'), embedding: of('embedding'), rerank: of('rerank'), search: of('search') };
  }

  turn(dials: Dials): Promise<unknown> {
    return this.ask('/dials', { method: 'POST', body: KINDS.map((kind) => ({ kind, ...dials[kind] })) });
  }

  async start(order: LoadOrder): Promise<Load> {
    const { load } = await this.ask<{ load: Load }>('/load', { method: 'POST', body: order, key: keys.tenant });
    return load;
  }

  async load(signal: AbortSignal): Promise<Load | null> {
    return (await this.ask<{ load: Load | null }>('/load', { signal })).load;
  }

  async stop(): Promise<Load | null> {
    return (await this.ask<{ load: Load | null }>('/load', { method: 'DELETE' })).load;
  }

  private async ask<T>(
    path: string,
    options: { method?: string; body?: unknown; key?: string; signal?: AbortSignal } = {},
  ): Promise<T> {
    const { method = 'GET', body, key, signal } = options;
    const answer = await fetch(this.base + path, {
      method,
      credentials: 'omit',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const content: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw new RequestFailed(failureOf(answer.status, answer.headers, content));
    return content as T;
  }
}
