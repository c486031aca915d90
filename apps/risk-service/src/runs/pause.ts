import { currentScope } from '@tradewind/upstream';

/** Resolves after this long on the clock of the current scope. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    currentScope().deadline.clock.setTimer(ms, resolve, undefined);
  });
}
