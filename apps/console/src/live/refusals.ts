import type { LiveBudget, LiveSnapshot } from '@tradewind/contracts';

const ADMITTED = new Set(['admitted', 'admitted_after_wait']);
/** The caller's own doing: it left, or the time it had given was over. No sign that a limit is too low. */
const NOT_OURS = new Set(['call.cancelled']);

/** Refusals of a budget by reason, the most frequent first. */
export function refusals(budget: LiveBudget): [reason: string, count: number][] {
  return Object.entries(budget.decisions)
    .filter(([decision, count]) => count > 0 && !ADMITTED.has(decision) && !NOT_OURS.has(decision))
    .sort(([, a], [, b]) => b - a);
}

export function refusedTotal(budget: LiveBudget): number {
  return refusals(budget).reduce((sum, [, count]) => sum + count, 0);
}

/**
 * Counts what was refused within a sliding window, from totals that only grow. A restarted process, or another replica behind the
 * same address, counts anew, so its first snapshot only sets the base line.
 */
export class RefusalWindow {
  #instance = '';
  #history: { atMs: number; totals: ReadonlyMap<string, number> }[] = [];

  constructor(private readonly windowMs: number) {}

  /** Takes a snapshot; answers the refusals within the window for each budget. */
  add(snapshot: LiveSnapshot): Map<string, number> {
    if (snapshot.instance !== this.#instance) this.#history = [];
    this.#instance = snapshot.instance;
    const atMs = Date.parse(snapshot.at);
    const budgets = [...snapshot.budgets, snapshot.database];
    const totals = new Map(budgets.map((budget) => [budget.name, refusedTotal(budget)]));
    this.#history.push({ atMs, totals });
    // The newest one before the window stays: the base line.
    while (this.#history.length > 2 && (this.#history[1]?.atMs ?? atMs) <= atMs - this.windowMs) this.#history.shift();
    const base = this.#history[0]?.totals;
    return new Map(Array.from(totals, ([name, total]) => [name, total - (base?.get(name) ?? 0)]));
  }
}
