import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitedForCpuMs } from './testing/waited-for-cpu.js';
import { type ScriptedService, startScriptedService } from './testing/scripted-service.js';

const AT_ONCE = 200;
const MAX_WAITING = 50;
/** Told to return more often than this, a caller was told the wrong time. */
const MAX_ATTEMPTS = 20;
const PROBES = 60;
/** Between two of them, so that they meet the work in every state. */
const PROBE_EVERY_MS = 3;
/** A burst in which fewer were refused says nothing about refusals. */
const REFUSALS_AT_LEAST = 25;
const REFUSED_WITHIN_MS = 10;
/** Of its time, a process that waits for a CPU for longer is on a machine that has too few. */
const STARVED_SHARE = 0.2;
/** Bursts that may be tried until one was served by a machine that had time for it. */
const BURSTS = 3;
const SETTLED_MS = 100;

interface Door {
  readonly path: string;
  readonly budget: string;
  readonly llm: { readonly task: string; readonly limit: number };
  readonly body: () => object;
}

let service: ScriptedService;
let checkId = '';
const SUBJECT = { company_name: 'Vantora Metals Ltd', country: 'GB' };

beforeAll(async () => {
  service = await startScriptedService();
  service.web.pages = [1, 2, 3].map((n) => ({
    at: `register${String(n)}.example/metals`,
    title: 'Vantora Metals Ltd',
    text: `Vantora Metals Ltd of Leeds, United Kingdom, is an active company, entry ${String(n)}.`,
  }));
  service.web.model = ({ data }) =>
    data.task === 'verify_company' ? { signals: [], narrative: 'Read.' } : { markdown: 'Read.' };
  const first = await service.post('/shadow-hunter/checks', SUBJECT);
  checkId = ((await first.json()) as { check_id: string }).check_id;
  Object.assign(service.web.delayMs, { search: 15, page: 15, verify_company: 60, write_section: 10 });
  // How long a report takes is known once some have been written; until then callers are told to return after a guess.
  for (const door of DOORS)
    for (let n = 0; n < 5; n += 1) await (await service.post(door.path, door.body())).arrayBuffer();
}, 60_000);
afterAll(() => service.close(), 30_000);

const DOORS: Door[] = [
  {
    ...{ path: '/shadow-hunter/checks', budget: 'shadow-hunter.checks', body: () => SUBJECT },
    llm: { task: 'verify_company', limit: 4 },
  },
  {
    ...{ path: '/nexus-assess/reports', budget: 'nexus-assess.reports' },
    llm: { task: 'write_section', limit: 3 },
    body: () => ({
      ...{ check_id: checkId, order_value: { amount: '48000.00', currency: 'USD' }, payment_terms: 'open_account' },
      ...{ goods: 'steel sheets', route: { from: 'Ningbo', to: 'Felixstowe' } },
    }),
  },
];

/** Asks until it is answered, returning when it is told to; how it went at the end. */
async function obedient(door: Door) {
  let refusals = 0;
  let dishonest = 0;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const response = await service.post(door.path, door.body());
    await response.arrayBuffer();
    if (response.status === 201) return { finished: true, refusals, dishonest };
    const waitMs = Number(response.headers.get('retry-after-ms'));
    const seconds = Number(response.headers.get('retry-after'));
    refusals += 1;
    if (response.status !== 429 || !(waitMs > 0) || seconds < waitMs / 1_000) dishonest += 1;
    await delay(waitMs);
  }
  return { finished: false, refusals, dishonest };
}

/** How long a refusal took, without the time in which this process was ready to run and had no CPU; undefined for who got a place. */
async function refusal(door: Door): Promise<number | undefined> {
  const [startedMs, waitedMs] = [performance.now(), waitedForCpuMs()];
  const response = await service.post(door.path, door.body());
  const tookMs = performance.now() - startedMs - (waitedForCpuMs() - waitedMs);
  await response.arrayBuffer();
  return response.status === 429 ? tookMs : undefined;
}

/**
 * Sends 200 at once and, while the queue is full, one caller after another who is sent away; who of them gets a place after all is served
 * like the others.
 */
async function burst(door: Door) {
  const mostWaiting = { value: 0 };
  const watch = setInterval(() => {
    mostWaiting.value = Math.max(mostWaiting.value, service.budgets().get(door.budget)?.waiting ?? 0);
  }, 5);
  service.web.peak.clear();
  const all = Promise.all(Array.from({ length: AT_ONCE }, () => obedient(door)));
  while ((service.budgets().get(door.budget)?.waiting ?? 0) < MAX_WAITING) await delay(5);
  // The two hundred, whose clients share this process, have been answered or wait.
  await delay(SETTLED_MS);
  const [probedMs, waitedBeforeMs] = [performance.now(), waitedForCpuMs()];
  const probes: Promise<number | undefined>[] = [];
  for (let probe = 0; probe < PROBES; probe += 1) {
    await delay(PROBE_EVERY_MS);
    probes.push(refusal(door));
  }
  const starved = (waitedForCpuMs() - waitedBeforeMs) / (performance.now() - probedMs) > STARVED_SHARE;
  const refusedMs = (await Promise.all(probes)).filter((tookMs) => tookMs !== undefined);
  const callers = await all;
  clearInterval(watch);
  return { callers, refusedMs, mostWaiting: mostWaiting.value, starved };
}

describe.each(DOORS)('200 requests at once to $path', (door) => {
  it('keep within the model’s budget and the queue; the rest is refused at once, and who obeys finishes', async () => {
    const slowest: number[] = [];
    for (let tried = 0; tried < BURSTS && !(Math.min(...slowest) < REFUSED_WITHIN_MS); tried += 1) {
      const { callers, refusedMs, mostWaiting, starved } = await burst(door);
      expect(callers.filter(({ finished }) => finished)).toHaveLength(AT_ONCE);
      expect(callers.reduce((sum, { refusals }) => sum + refusals, 0)).toBeGreaterThan(0);
      expect(callers.reduce((sum, { dishonest }) => sum + dishonest, 0)).toBe(0);
      expect(service.web.peak.get(door.llm.task)).toBe(door.llm.limit);
      expect(mostWaiting).toBeLessThanOrEqual(MAX_WAITING);
      expect(mostWaiting).toBeGreaterThan(0);
      // All of them; where the machine was short of CPUs, whose absence also shows as slow helper threads, nine in ten.
      const ranked = refusedMs.sort((a, b) => a - b);
      const judged = ranked[Math.ceil(ranked.length * (starved ? 0.9 : 1)) - 1] ?? Infinity;
      slowest.push(ranked.length < REFUSALS_AT_LEAST ? Infinity : judged);
    }
    // Every refusal of one burst: a burst with a slow one is tried again, for the machine may have been busy in ways it does not tell.
    expect(Math.min(...slowest)).toBeLessThan(REFUSED_WITHIN_MS);
  }, 240_000);
});
