import { Upstream, type BreakerOptions, type UseOptions } from '@tradewind/upstream';

export interface WorkOptions {
  url: string;
  use: Omit<UseOptions, 'provider'>;
  breaker?: Partial<BreakerOptions>;
}

export interface Work {
  upstream: Upstream;
  /** One protected call that the stand-in works on for `serviceMs`. `onStart` is told when the real call begins. */
  call(serviceMs: number, options?: { idempotent?: boolean; onStart?: () => void }): Promise<string>;
}

/** The library as a service would set it up: one provider, one use, a real connection pool. */
export function createWork({ url, use, breaker }: WorkOptions): Work {
  const upstream = new Upstream({
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
  });
  const pipeline = upstream.pipeline('work');
  const { server } = upstream.providerOf('work');
  return {
    upstream,
    call: (serviceMs, { idempotent = false, onStart } = {}) =>
      pipeline.call({
        model: 'bench',
        idempotent,
        execute: (attempt) => {
          onStart?.();
          const request = { method: 'POST', path: `/work/${serviceMs.toFixed(1)}`, body: '{}' } as const;
          return server.json(attempt, request, (text) => ({ value: text }));
        },
      }),
  };
}
