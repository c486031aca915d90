import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { UsageLedger } from '../ledger/usage-ledger.js';
import { aUsageRow } from '../testing/usage-rows.js';
import { AppSpending, type SpendHold } from './app-spending.js';
import { SpendStore } from './spend-store.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const daily = (amount: string) => ({ dailyBudget: usd(amount), monthlyBudget: undefined });

/** One process: its own ledger and its own view of what apps spend. */
class Replica {
  readonly ledger: UsageLedger;
  readonly spending: AppSpending;

  constructor(store: TestDatabase) {
    this.ledger = new UsageLedger(store.database);
    this.spending = new AppSpending(new SpendStore(store.database), this.ledger);
  }

  /** A call that is over and booked. */
  async call(appId: string, budget: string, cost: number): Promise<void> {
    const hold = await this.spending.reserve(appId, daily(budget), cost);
    await this.book(appId, hold, cost);
  }

  async book(appId: string, hold: SpendHold, cost: number): Promise<void> {
    const stored = hold.settle(cost);
    await this.ledger.append(
      aUsageRow({ app_id: appId, started_at: new Date().toISOString(), cost: cost.toFixed(12) }),
      stored,
    );
  }
}

describe('budgets of apps', () => {
  let store: TestDatabase;
  const replicas: Replica[] = [];
  const replica = () => {
    const made = new Replica(store);
    replicas.push(made);
    return made;
  };

  beforeAll(async () => {
    store = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(replicas.map(({ spending }) => spending.onApplicationShutdown()));
    await store.drop();
  });

  it('refuse at once what would go over, in words a client understands, and never over by calls of one process', async () => {
    const one = replica();
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => one.call('app_one', '1', 0.1)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(one.call('app_one', '1', 0.1)).rejects.toMatchObject({
      code: 'budget.daily',
      status: 429,
      headers: { 'x-should-retry': 'false' },
    });
  });

  it('hold for what another replica has spent, from the first call on', async () => {
    await replica().call('app_two', '1', 0.9);
    await expect(replica().call('app_two', '1', 0.2)).rejects.toMatchObject({ code: 'budget.daily' });
  });

  it('hold for what another replica has in flight, one second later', async () => {
    const [first, second] = [replica(), replica()];
    await second.call('app_three', '1', 0.1);
    const inFlight = await first.spending.reserve('app_three', daily('1'), 0.8);
    await expect(
      until(() => second.spending.reserve('app_three', daily('1'), 0.2).then((hold) => hold.settle(0)())),
    ).resolves.toMatchObject({ code: 'budget.daily' });
    await first.book('app_three', inFlight, 0.05);
    // What was set aside and not spent comes back to everybody.
    while (!(await second.call('app_three', '1', 0.5).then(yes, no))) await new Promise(setImmediate);
  });

  it('count the whole month, and leave apps without budgets alone', async () => {
    const one = replica();
    const budgets = { dailyBudget: usd('100'), monthlyBudget: usd('1') };
    await store.dataSource.query(
      `INSERT INTO app_spend VALUES ('tnt_1', 'app_month', date_trunc('month', now() AT TIME ZONE 'UTC'), 'USD', 0.95)`,
    );
    await expect(one.spending.reserve('app_month', budgets, 0.1)).rejects.toMatchObject({ code: 'budget.monthly' });
    await one.spending.reserve('app_free', { dailyBudget: undefined, monthlyBudget: undefined }, 1e9);
  });

  it('ask the database once for a thousand calls', async () => {
    const one = replica();
    const exchange = jest.spyOn(SpendStore.prototype, 'exchange');
    await Promise.all(Array.from({ length: 1_000 }, () => one.spending.reserve('app_many', daily('1'), 0.000_1)));
    // The replicas of other tests go on asking for their own apps, once a second.
    const forIt = exchange.mock.calls.filter(([, holds]) => holds.some(({ app_id: app }) => app === 'app_many'));
    expect(forIt).toHaveLength(1);
    exchange.mockRestore();
  });
});

const yes = (): boolean => true;
const no = (): boolean => false;

/** Calls again and again until it is refused; ends by the test's own time limit. */
async function until(call: () => Promise<unknown>): Promise<unknown> {
  for (;;) {
    try {
      await call();
    } catch (error) {
      return error;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
