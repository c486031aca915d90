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

/** Asks at random moments (a Poisson process) at `perSecond` for `durationMs`, whoever else still waits, and resolves with every answer. */
export async function openLoop(door: Door, perSecond: number, durationMs: number, seed: number): Promise<Answered[]> {
  const random = seededRandom(seed);
  const asked: Promise<Answered>[] = [];
  const startedMs = performance.now();
  for (
    let atMs = exponential(random, 1_000 / perSecond);
    atMs < durationMs;
    atMs += exponential(random, 1_000 / perSecond)
  ) {
    const early = atMs - (performance.now() - startedMs);
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    asked.push(ask(door, `Company ${String(seed)}${String(asked.length).padStart(4, '0')} Metals Ltd`));
  }
  return Promise.all(asked);
}

export async function ask(door: Door, company: string): Promise<Answered> {
  const startedMs = performance.now();
  const response = await fetch(door.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${door.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(door.body(company)),
  });
  const answer = (await response.json()) as { degraded?: unknown[] };
  return {
    company,
    status: response.status,
    tookMs: performance.now() - startedMs,
    degraded: answer.degraded?.length ?? 0,
  };
}
