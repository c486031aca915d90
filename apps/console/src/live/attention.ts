import type { LiveBudget, LiveServer } from '@tradewind/contracts';
import { budgetPressure, PRESSURES, serverPressure, type Pressure } from './pressure.js';
import type { LiveService } from './use-live.js';

/** Something that is full or worse, with what there is to say about it. */
export type Concern = { service: string; pressure: Pressure } & (
  { kind: 'budget'; budget: LiveBudget; refusedLately: number } | { kind: 'server'; server: LiveServer }
);

/** Everything that needs attention, the worst first. */
export function concernsOf(services: readonly Pick<LiveService, 'name' | 'snapshot' | 'refusedLately'>[]): Concern[] {
  const concerns = services.flatMap(({ name, snapshot, refusedLately }): Concern[] => {
    if (snapshot === undefined) return [];
    const budgets = [...snapshot.budgets, snapshot.database].map((budget): Concern => {
      const refused = refusedLately.get(budget.name) ?? 0;
      return {
        service: name,
        kind: 'budget',
        budget,
        refusedLately: refused,
        pressure: budgetPressure(budget, refused),
      };
    });
    const servers = snapshot.servers.map((server): Concern => ({
      service: name,
      kind: 'server',
      server,
      pressure: serverPressure(server),
    }));
    return [...servers, ...budgets];
  });
  return concerns
    .filter(({ pressure }) => pressure === 'full' || pressure === 'overloaded')
    .sort((a, b) => PRESSURES.indexOf(b.pressure) - PRESSURES.indexOf(a.pressure));
}
