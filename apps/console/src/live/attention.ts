import type { LiveBudget, LiveServer } from '@tradewind/contracts';
import { budgetPressure, PRESSURES, serverPressure, type Pressure } from './pressure.js';
import type { LiveReplica } from './use-live.js';

/** Something that is full or worse, with what there is to say about it. */
export type Concern = { service: string; instance: string; pressure: Pressure } & (
  | { kind: 'budget'; budget: LiveBudget; refusedLately: number }
  | { kind: 'server'; server: LiveServer }
  | { kind: 'store'; store: 'postgresql' | 'redis' }
);

/** Everything that needs attention, the worst first. */
export function concernsOf(replicas: readonly Pick<LiveReplica, 'snapshot' | 'refusedLately'>[]): Concern[] {
  const concerns = replicas.flatMap(({ snapshot, refusedLately }): Concern[] => {
    const { service, instance } = snapshot;
    const budgets = [...snapshot.budgets, snapshot.database].map((budget): Concern => {
      const refused = refusedLately.get(budget.name) ?? 0;
      return {
        service,
        instance,
        kind: 'budget',
        budget,
        refusedLately: refused,
        pressure: budgetPressure(budget, refused),
      };
    });
    const servers = snapshot.servers.map((server): Concern => ({
      service,
      instance,
      kind: 'server',
      server,
      pressure: serverPressure(server),
    }));
    const stores = (['postgresql', 'redis'] as const)
      .filter((store) => snapshot.stores[store].state === 'down')
      .map((store): Concern => ({ service, instance, kind: 'store', store, pressure: 'overloaded' }));
    return [...stores, ...servers, ...budgets];
  });
  return concerns
    .filter(({ pressure }) => pressure === 'full' || pressure === 'overloaded')
    .sort((a, b) => PRESSURES.indexOf(b.pressure) - PRESSURES.indexOf(a.pressure));
}
