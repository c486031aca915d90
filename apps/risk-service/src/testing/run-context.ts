import { newId } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import type { RunContext } from '../runs/run.js';

/** What a run hands to its work, without a run. */
export function context(emit: RunContext['emit'] = () => undefined): RunContext {
  return { id: newId('chk'), emit, commit: (_: EntityManager) => Promise.resolve() };
}
