import {
  createUpstream,
  Upstream,
  type BreakerOptions,
  type UpstreamOptions,
  type UseOptions,
} from '@tradewind/upstream';

export interface WorkOptions {
  url: string;
  use: Omit<UseOptions, 'provider'>;
  breaker?: Partial<BreakerOptions>;
  /** Whether everything is counted for Prometheus, as it is in a service. Default false. */
  metrics?: boolean;
}

export interface Work {
  upstream: Upstream;
  /** One protected call, for the time that its path names. `onStart` is told when the real call begins. */
  call(path: string, options?: { idempotent?: boolean; onStart?: () => void }): Promise<string>;
}

/** Where the stand-in works on a call for `serviceMs`. */
export function workPath(serviceMs: number): string {
  return `/work/${serviceMs.toFixed(1)}`;
}

/** The library as a service would set it up: one provider, one use, a real connection pool. */
export function createWork({ url, use, breaker, metrics = false }: WorkOptions): Work {
  const options: UpstreamOptions = {
    providers: {
      standIn: {
        kind: 'rerank',
        preset: 'cohere',
        baseUrl: url,
        model: 'bench',
        maxConnections: 500,
        maxKeepaliveConnections: 500,
        breaker,
      },
    },
    uses: { work: { provider: 'standIn', ...use } },
  };
  const upstream = metrics ? createUpstream(options) : new Upstream(options);
  const pipeline = upstream.pipeline('work');
  const { server } = upstream.providerOf('work');
  return {
    upstream,
    call: (path, { idempotent = false, onStart } = {}) =>
      pipeline.call({
        model: 'bench',
        idempotent,
        execute: (attempt) => {
          onStart?.();
          return server.json(attempt, { method: 'POST', path, body: '{}' }, asText);
        },
      }),
  };
}

function asText(text: string): { value: string } {
  return { value: text };
}
