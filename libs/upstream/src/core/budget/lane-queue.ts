import { LongestFlows } from './longest-flows.js';
import { TenantFlow } from './tenant-flow.js';
import type { Waiter } from './waiter.js';

/**
 * The waiters of one lane: a queue per tenant, served by deficit round robin (Shreedhar & Varghese, 1996). Every
 * operation is O(1); tenants are forgotten as soon as none of their callers waits.
 */
export class LaneQueue {
  readonly #flows = new Map<string, TenantFlow>();
  readonly #longest = new LongestFlows();
  /** Whose turn it is. */
  #turn: TenantFlow | undefined = undefined;
  /** The largest cost seen since the lane was last empty: with a quantum no smaller, every turn serves somebody. */
  #quantum = 1;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get tenants(): number {
    return this.#flows.size;
  }

  lengthOf(tenantId: string): number {
    return this.#flows.get(tenantId)?.length ?? 0;
  }

  /** The longest tenant queue if one more caller of `tenantId` waited. */
  longestWith(tenantId: string): TenantFlow | undefined {
    const longest = this.#longest.longest;
    const own = this.#flows.get(tenantId);
    return own !== undefined && longest !== undefined && own.length >= longest.length ? own : longest;
  }

  get longest(): TenantFlow | undefined {
    return this.#longest.longest;
  }

  append(waiter: Waiter): void {
    const flow = this.#flowOf(waiter);
    flow.append(waiter);
    this.#grew(flow, waiter);
  }

  /** Puts a waiter that {@link take} gave out back to the front of its tenant's queue. */
  restore(waiter: Waiter): void {
    const flow = this.#flowOf(waiter);
    flow.prepend(waiter);
    flow.deficit += waiter.claim.cost;
    this.#grew(flow, waiter);
  }

  /** Who is next; stays next until it is taken or removed. */
  peek(): Waiter | undefined {
    let flow = this.#turn;
    while (flow !== undefined) {
      if (!flow.charged) {
        flow.charged = true;
        flow.deficit += this.#quantum;
      }
      const { head } = flow;
      if (head !== undefined && flow.deficit >= head.claim.cost) return head;
      flow = this.#endTurn(flow);
    }
    return undefined;
  }

  /** Takes the waiter that {@link peek} named, charging its tenant for the service. */
  take(waiter: Waiter): void {
    const { flow } = waiter;
    if (flow === undefined) return;
    flow.deficit -= waiter.claim.cost;
    this.remove(waiter);
    const { head } = flow;
    if (head !== undefined && flow.deficit < head.claim.cost) this.#endTurn(flow);
  }

  /** Takes out any waiter: it left, or was turned away. */
  remove(waiter: Waiter): void {
    const { flow } = waiter;
    if (flow === undefined) return;
    const before = flow.length;
    flow.remove(waiter);
    this.#length--;
    this.#longest.moved(flow, before);
    if (flow.length === 0) this.#forget(flow);
  }

  /** Every waiter, tenant by tenant, oldest first; the queue may be changed by whoever is given one. */
  *[Symbol.iterator](): Generator<Waiter> {
    for (const flow of this.#flows.values()) {
      for (let waiter = flow.head; waiter !== undefined;) {
        const { next } = waiter;
        yield waiter;
        waiter = next;
      }
    }
  }

  /** When the longest-waiting caller came; Infinity without one. */
  oldestSinceMs(): number {
    let oldest = Infinity;
    for (const flow of this.#flows.values()) oldest = Math.min(oldest, flow.head?.sinceMs ?? Infinity);
    return oldest;
  }

  #flowOf(waiter: Waiter): TenantFlow {
    const { tenantId } = waiter.claim;
    let flow = this.#flows.get(tenantId);
    if (flow === undefined) {
      flow = new TenantFlow(tenantId);
      this.#flows.set(tenantId, flow);
      this.#join(flow);
    }
    return flow;
  }

  #grew(flow: TenantFlow, waiter: Waiter): void {
    this.#length++;
    if (waiter.claim.cost > this.#quantum) this.#quantum = waiter.claim.cost;
    this.#longest.moved(flow, flow.length - 1);
  }

  /** Enters the round last. */
  #join(flow: TenantFlow): void {
    const turn = this.#turn;
    if (turn === undefined) {
      this.#turn = flow;
      return;
    }
    flow.nextInRound = turn;
    flow.previousInRound = turn.previousInRound;
    turn.previousInRound.nextInRound = flow;
    turn.previousInRound = flow;
  }

  #endTurn(flow: TenantFlow): TenantFlow {
    flow.charged = false;
    if (this.#turn === flow) this.#turn = flow.nextInRound;
    return flow.nextInRound;
  }

  #forget(flow: TenantFlow): void {
    this.#flows.delete(flow.tenantId);
    if (flow.nextInRound === flow) {
      this.#turn = undefined;
      this.#quantum = 1;
      return;
    }
    if (this.#turn === flow) this.#turn = flow.nextInRound;
    flow.previousInRound.nextInRound = flow.nextInRound;
    flow.nextInRound.previousInRound = flow.previousInRound;
  }
}
