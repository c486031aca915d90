import type { CallScope } from '@tradewind/upstream/core';

/** The requests being answered, so that a shutdown can end those that would outlast it. */
export class InFlight {
  private readonly scopes = new Set<CallScope>();

  get size(): number {
    return this.scopes.size;
  }

  add(scope: CallScope): void {
    this.scopes.add(scope);
  }

  remove(scope: CallScope): void {
    this.scopes.delete(scope);
  }

  cancelAll(reason: unknown): void {
    for (const scope of this.scopes) scope.deadline.cancel(reason);
  }
}
