import { exponential, seededRandom } from '../support/random.js';

export interface Answered {
  readonly company: string;
  readonly status: number;
  readonly tookMs: number;
  readonly degraded: number;
}

export interface Door {
  readonly url: string;
  readonly key: string;
  /** The body of the request about a company. */
  readonly body: (company: string) => object;
}

/** Time to the next request, in milliseconds, when `meanMs` is the average. */
export type Arrivals = (meanMs: number) => number;

/** One after the other. */
export const even: Arrivals = (meanMs) => meanMs;

/** As callers who do not know of one another make them: a Poisson process. */
export function random(seed: number): Arrivals {
  const uniform = seededRandom(seed);
  return (meanMs) => exponential(uniform, meanMs);
}

/** Asks `perSecond` times for `durationMs`, whoever else still waits, and resolves with every answer. `name` sets companies apart. */
export async function openLoop(
  door: Door,
  {
    perSecond,
    durationMs,
    arrivals,
    name,
  }: { perSecond: number; durationMs: number; arrivals: Arrivals; name: string },
): Promise<Answered[]> {
  const asked: Promise<Answered>[] = [];
  const startedMs = performance.now();
  for (let atMs = arrivals(1_000 / perSecond); atMs < durationMs; atMs += arrivals(1_000 / perSecond)) {
    const early = atMs - (performance.now() - startedMs);
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    asked.push(ask(door, `Company ${name}${String(asked.length).padStart(4, '0')} Metals`));
  }
  return Promise.all(asked);
}

export async function ask(door: Door, company: string): Promise<Answered> {
  const startedMs = performance.now();
  const response = await fetch(door.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${door.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(door.body(`${company} Ltd`)),
  });
  const answer = (await response.json()) as { degraded?: unknown[] };
  return {
    company,
    status: response.status,
    tookMs: performance.now() - startedMs,
    degraded: answer.degraded?.length ?? 0,
  };
}
