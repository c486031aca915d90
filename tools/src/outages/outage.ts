import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '../fleet/tcp-proxy.js';

/** One thing that happens to a server. */
export interface Outage {
  name: string;
  server: 'postgres' | 'redis';
  begin: (proxy: TcpProxy) => Promise<void>;
  end: (proxy: TcpProxy) => Promise<void>;
}

/** How long it lasts. */
export const AWAY_MS = 6_000;

const restart = {
  begin: (proxy: TcpProxy) => proxy.cut(),
  end: (proxy: TcpProxy) => proxy.open(),
};
const freeze = {
  begin: (proxy: TcpProxy) => {
    proxy.freeze();
    return Promise.resolve();
  },
  end: (proxy: TcpProxy) => {
    proxy.thaw();
    return Promise.resolve();
  },
};

/** A restart ends every connection and refuses new ones; a freeze says nothing, and the old connections never speak again. */
export const OUTAGES: readonly Outage[] = [
  { name: 'PostgreSQL restarts', server: 'postgres', ...restart },
  { name: 'PostgreSQL freezes', server: 'postgres', ...freeze },
  { name: 'Redis restarts', server: 'redis', ...restart },
  { name: 'Redis freezes', server: 'redis', ...freeze },
];

/** Resolves with the moments in which it began and ended. */
export async function happen(outage: Outage, proxy: TcpProxy): Promise<{ fromMs: number; untilMs: number }> {
  const fromMs = performance.now();
  await outage.begin(proxy);
  await delay(AWAY_MS);
  await outage.end(proxy);
  return { fromMs, untilMs: performance.now() };
}
