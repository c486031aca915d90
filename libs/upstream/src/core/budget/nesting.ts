import { UpstreamError } from '../errors/upstream-error.js';
import type { CallScope } from '../scope/call-scope.js';

/**
 * Refuses to take a permit inside work that already holds one of its family: with the budget full of such work, all of it
 * would wait for each other for ever. It is a mistake in the program, so it fails on the first try and not under load.
 *
 * @throws UpstreamError `config.invalid`
 */
export function assertNotNested(budget: string, family: string, scope: CallScope): void {
  if (scope.holding?.includes(family) !== true) return;
  throw new UpstreamError(
    'config.invalid',
    `A permit of "${budget}" was asked for while one of the family "${family}" is held: this would deadlock a full budget.`,
    {
      details: { budget, family },
    },
  );
}
