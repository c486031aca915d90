import { describe, expect, it } from '@jest/globals';
import { concernsOf } from './attention.js';
import { aBudget, aServer, aSnapshot } from './samples.js';

const at = '2026-01-01T00:00:00.000Z';

describe('concernsOf', () => {
  it('names what is full or worse, the worst first, and nothing else', () => {
    const snapshot = aSnapshot(at, [
      aBudget({ name: 'busy', limit: 10, in_flight: 8 }),
      aBudget({ name: 'full', limit: 2, in_flight: 2 }),
      aBudget({ name: 'refusing' }),
    ]);
    snapshot.servers = [aServer({ gate_closed_ms: 500 }), aServer({ name: 'search' })];
    const concerns = concernsOf([
      { name: 'risk-service', snapshot, refusedLately: new Map([['refusing', 3]]) },
      { name: 'catalog-worker', snapshot: undefined, refusedLately: new Map() },
    ]);
    expect(concerns.map((each) => (each.kind === 'budget' ? each.budget.name : each.server.name))).toEqual([
      'llm',
      'refusing',
      'full',
    ]);
  });

  it('watches the database as well', () => {
    const snapshot = aSnapshot(at, []);
    snapshot.database = aBudget({ name: 'database', limit: 1, waiting: 4 });
    const [concern] = concernsOf([{ name: 's', snapshot, refusedLately: new Map() }]);
    expect(concern).toMatchObject({ kind: 'budget', pressure: 'full', budget: { name: 'database' } });
  });
});
