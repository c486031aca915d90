import { describe, expect, it } from '@jest/globals';
import { concernsOf, type Concern } from './attention.js';
import { aBudget, aServer, aSnapshot } from './samples.js';

const at = '2026-01-01T00:00:00.000Z';

const nameOf = (concern: Concern) =>
  concern.kind === 'budget' ? concern.budget.name : concern.kind === 'server' ? concern.server.name : concern.store;

describe('concernsOf', () => {
  it('names what is full or worse, the worst first, and nothing else', () => {
    const snapshot = aSnapshot(at, [
      aBudget({ name: 'busy', limit: 10, in_flight: 8 }),
      aBudget({ name: 'full', limit: 2, in_flight: 2 }),
      aBudget({ name: 'refusing' }),
    ]);
    snapshot.servers = [aServer({ gate_closed_ms: 500 }), aServer({ name: 'search' })];
    const concerns = concernsOf([
      { snapshot, refusedLately: new Map([['refusing', 3]]) },
      { snapshot: aSnapshot(at, [], 'host:2'), refusedLately: new Map() },
    ]);
    expect(concerns.map(nameOf)).toEqual(['llm', 'refusing', 'full']);
  });

  it('watches the database as well', () => {
    const snapshot = aSnapshot(at, []);
    snapshot.database = aBudget({ name: 'database', limit: 1, waiting: 4 });
    const [concern] = concernsOf([{ snapshot, refusedLately: new Map() }]);
    expect(concern).toMatchObject({ kind: 'budget', pressure: 'full', budget: { name: 'database' } });
  });

  it('puts a store that does not answer before everything it takes down', () => {
    const snapshot = aSnapshot(at, [aBudget({ limit: 1, in_flight: 1 })]);
    snapshot.stores.postgresql = { state: 'down', answered_in_ms: null };
    expect(concernsOf([{ snapshot, refusedLately: new Map() }]).map(nameOf)).toEqual([
      'postgresql',
      'shadow-hunter.llm',
    ]);
  });
});
