import type { TenantFlow } from './tenant-flow.js';

/**
 * Flows sorted by length, so that the longest is found, and kept found, in O(1): a length only ever changes by one.
 * Among equals it is the one that has had its length for longest.
 */
export class LongestFlows {
  /** The first flow of each length; flows of a length form a ring. */
  readonly #byLength: (TenantFlow | undefined)[] = [undefined];
  #longest = 0;

  /** A flow with the most waiters; undefined when nobody waits. */
  get longest(): TenantFlow | undefined {
    return this.#longest === 0 ? undefined : this.#byLength[this.#longest];
  }

  /** The flow's length has just become what it is from `before`. */
  moved(flow: TenantFlow, before: number): void {
    if (before > 0) this.#unlink(flow, before);
    const { length } = flow;
    if (length > 0) this.#link(flow, length);
    if (length > this.#longest) this.#longest = length;
    else if (before === this.#longest && this.#byLength[before] === undefined) this.#longest = length;
  }

  #link(flow: TenantFlow, length: number): void {
    const first = this.#byLength[length];
    if (first === undefined) {
      flow.nextOfLength = flow;
      flow.previousOfLength = flow;
      this.#byLength[length] = flow;
      return;
    }
    flow.nextOfLength = first;
    flow.previousOfLength = first.previousOfLength;
    first.previousOfLength.nextOfLength = flow;
    first.previousOfLength = flow;
  }

  #unlink(flow: TenantFlow, length: number): void {
    const { nextOfLength, previousOfLength } = flow;
    if (this.#byLength[length] === flow) this.#byLength[length] = nextOfLength === flow ? undefined : nextOfLength;
    previousOfLength.nextOfLength = nextOfLength;
    nextOfLength.previousOfLength = previousOfLength;
  }
}
