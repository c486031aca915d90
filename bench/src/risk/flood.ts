import { setTimeout as delay } from 'node:timers/promises';
import type { Door } from './traffic.js';

const AT_ONCE = 200;
/** Until all of them have arrived. */
const SETTLED_MS = 300;
/** Callers who come one by one while others wait. */
const PROBES = 30;
/** A caller who has been sent away this often has been told the wrong time. */
const MAX_ATTEMPTS = 20;

export interface Flood {
  readonly finished: number;
  readonly refusals: number;
  /** Refused without a time to come back, or with another status than 429. */
  readonly dishonest: number;
  /** How long a caller who finds the queue full waits for its refusal. */
  readonly refusedMs: readonly number[];
  readonly attempts: number;
}

/** Sends 200 requests at once; who is refused comes back when it was told to, until it is answered. */
export async function flood(door: Door, name: string): Promise<Flood> {
  let refusals = 0;
  let dishonest = 0;
  let attempts = 0;
  const refusedMs: number[] = [];
  const one = async (index: number): Promise<boolean> => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      attempts += 1;
      const response = await fetch(door.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${door.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(door.body(`Company ${name}${String(index).padStart(4, '0')} Metals Ltd`)),
      });
      await response.arrayBuffer();
      if (response.status === 201) return true;
      refusals += 1;
      const retryAfterMs = Number(response.headers.get('retry-after-ms'));
      if (response.status !== 429 || !(retryAfterMs > 0)) dishonest += 1;
      await delay(retryAfterMs);
    }
    return false;
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, (_, index) => one(index)));
  await delay(SETTLED_MS);
  for (let probe = 0; probe < PROBES; probe += 1) refusedMs.push(...(await refusalMs(door)));
  const finished = await all;
  return { finished: finished.filter(Boolean).length, refusals, dishonest, refusedMs, attempts };
}

/** The time of one refusal of a caller who has a second; nothing when there was a place after all: such a caller leaves again. */
async function refusalMs(door: Door): Promise<number[]> {
  const left = new AbortController();
  const startedMs = performance.now();
  const asked = fetch(door.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${door.key}`,
      'content-type': 'application/json',
      'x-request-timeout-ms': '1000',
    },
    body: JSON.stringify({ ...door.body('Company 9 Metals Ltd'), store: false }),
    signal: left.signal,
  }).then(async (response) => {
    await response.arrayBuffer();
    return response.status === 429 ? [performance.now() - startedMs] : [];
  });
  const late = delay(100).then(() => {
    left.abort();
    return [];
  });
  return Promise.race([asked.catch(() => []), late]);
}
