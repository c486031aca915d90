import type { LiveHistory, LiveSnapshot } from '@tradewind/contracts';

export const STEP_MS = 10_000;
/** 15 minutes. */
export const STEPS = 90;

const ADMITTED = new Set(['admitted', 'admitted_after_wait', 'call.cancelled']);

type Series = Record<string, number[]>;
const BUDGET_SERIES = ['in_flight', 'waiting', 'refused'] as const;
const SERVER_SERIES = ['busy', 'blocked'] as const;

/** What was seen of one process in the last 15 minutes, in steps of 10 s: the highest of each gauge, the sum of each count. */
export class SampleRing {
  readonly #budgets = new Map<string, Series>();
  readonly #servers = new Map<string, Series>();
  readonly #refusedTotals = new Map<string, number>();
  #step: number | undefined;
  #service = '';
  #instance = '';

  /** Continues a history that another process has kept of itself. */
  static from(history: LiveHistory): SampleRing {
    const ring = new SampleRing();
    ring.#service = history.service;
    ring.#instance = history.instance;
    ring.#step = Math.round(Date.parse(history.ends_at) / STEP_MS) - 1;
    for (const [name, series] of Object.entries(history.budgets)) ring.#budgets.set(name, copy(series));
    for (const [name, series] of Object.entries(history.servers)) ring.#servers.set(name, copy(series));
    return ring;
  }

  add(snapshot: LiveSnapshot): void {
    this.#service = snapshot.service;
    this.#instance = snapshot.instance;
    this.#moveTo(Math.floor(Date.parse(snapshot.at) / STEP_MS));
    for (const budget of [...snapshot.budgets, snapshot.database]) {
      const total = refusedOf(budget.decisions);
      const before = this.#refusedTotals.get(budget.name) ?? total;
      this.#refusedTotals.set(budget.name, total);
      const series = seriesOf(this.#budgets, budget.name, BUDGET_SERIES);
      highest(series['in_flight'], budget.in_flight);
      highest(series['waiting'], budget.waiting);
      addTo(series['refused'], Math.max(0, total - before));
    }
    for (const server of snapshot.servers) {
      const series = seriesOf(this.#servers, `${server.kind}/${server.name}`, SERVER_SERIES);
      const blocked = server.gate_closed_ms > 0 || server.breakers.some(({ state }) => state === 'open');
      highest(series['busy'], server.pool.busy);
      highest(series['blocked'], blocked ? 1 : 0);
    }
  }

  toWire(): LiveHistory {
    return {
      service: this.#service,
      instance: this.#instance,
      step_ms: STEP_MS,
      ends_at: new Date(((this.#step ?? 0) + 1) * STEP_MS).toISOString(),
      budgets: Object.fromEntries(this.#budgets) as LiveHistory['budgets'],
      servers: Object.fromEntries(this.#servers) as LiveHistory['servers'],
    };
  }

  /** Begins the steps since the last look; what was not looked at counts as quiet. A clock that went back begins none. */
  #moveTo(step: number): void {
    const steps = Math.min(STEPS, Math.max(0, step - (this.#step ?? step)));
    this.#step = Math.max(step, this.#step ?? step);
    for (const series of [...this.#budgets.values(), ...this.#servers.values()]) {
      for (const values of Object.values(series)) {
        for (let at = 0; at < steps; at += 1) values.push(0);
        if (values.length > STEPS) values.splice(0, values.length - STEPS);
      }
    }
  }
}

/** Refusals since the start: neither what was admitted nor what its own caller gave up. */
export function refusedOf(decisions: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const [decision, count] of Object.entries(decisions)) if (!ADMITTED.has(decision)) sum += count;
  return sum;
}

function seriesOf(all: Map<string, Series>, name: string, fields: readonly string[]): Series {
  let series = all.get(name);
  if (series === undefined) {
    series = Object.fromEntries(fields.map((field) => [field, [0]]));
    all.set(name, series);
  }
  return series;
}

function copy(series: Series): Series {
  return Object.fromEntries(Object.entries(series).map(([field, values]) => [field, [...values]]));
}

function highest(values: number[] | undefined, value: number): void {
  if (values !== undefined) values[values.length - 1] = Math.max(values.at(-1) ?? 0, value);
}

function addTo(values: number[] | undefined, value: number): void {
  if (values !== undefined) values[values.length - 1] = (values.at(-1) ?? 0) + value;
}
