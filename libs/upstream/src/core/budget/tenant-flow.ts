import type { Waiter } from './waiter.js';

/** One tenant's waiters in one lane, oldest first. It exists only while somebody waits. */
export class TenantFlow {
  head: Waiter | undefined = undefined;
  tail: Waiter | undefined = undefined;
  length = 0;
  /** Service it may still take in this round (deficit round robin). */
  deficit = 0;
  /** Whether it has been given its quantum in this round. */
  charged = false;
  /** Links of the round. */
  nextInRound: TenantFlow = this;
  previousInRound: TenantFlow = this;
  /** Links among the flows of equal length. */
  nextOfLength: TenantFlow = this;
  previousOfLength: TenantFlow = this;

  constructor(readonly tenantId: string) {}

  append(waiter: Waiter): void {
    waiter.flow = this;
    waiter.previous = this.tail;
    if (this.tail === undefined) this.head = waiter;
    else this.tail.next = waiter;
    this.tail = waiter;
    this.length++;
  }

  /** Back to the front: it had been taken out to be served, and could not be. */
  prepend(waiter: Waiter): void {
    waiter.flow = this;
    waiter.next = this.head;
    if (this.head === undefined) this.tail = waiter;
    else this.head.previous = waiter;
    this.head = waiter;
    this.length++;
  }

  remove(waiter: Waiter): void {
    if (waiter.previous === undefined) this.head = waiter.next;
    else waiter.previous.next = waiter.next;
    if (waiter.next === undefined) this.tail = waiter.previous;
    else waiter.next.previous = waiter.previous;
    waiter.next = undefined;
    waiter.previous = undefined;
    waiter.flow = undefined;
    this.length--;
  }
}
