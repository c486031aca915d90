import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Money } from '@tradewind/contracts';
import { AppError, newId } from '@tradewind/platform';
import type { DaySpend } from '../ledger/insert-rows.js';
import { UsageLedger } from '../ledger/usage-ledger.js';
import { AppAccount } from './app-account.js';
import { SpendStore } from './spend-store.js';

/** What an app may spend by UTC day and month; undefined: not limited. */
export interface AppBudgets {
  readonly dailyBudget: Money | undefined;
  readonly monthlyBudget: Money | undefined;
}

/** What one call has set aside of its app's budgets. */
export interface SpendHold {
  /** The call is over and has cost this much. Once. Returns what is to be called when its row is in the database. */
  settle(cost: number): () => void;
}

const EXCHANGE_MS = 1_000;
/** An app that was not used for this long is asked for anew when it comes back. */
const IDLE_MS = 30_000;

/**
 * Keeps apps within their budgets. A call sets its estimated cost aside before it is sent and settles with the real one.
 * Every replica learns once a second what the others have spent and set aside, and at each write of the ledger what is
 * spent in all, so that a call never waits for a query, except the first of an app in a while.
 *
 * How far over: at most what the other replicas begin within one second, and what calls in flight cost beyond their
 * estimate.
 */
@Injectable()
export class AppSpending implements OnApplicationShutdown {
  private readonly logger = new Logger(AppSpending.name);
  private readonly replica = newId('rep');
  private readonly accounts = new Map<string, AppAccount>();
  private readonly opening = new Map<string, Promise<AppAccount>>();
  private timer: NodeJS.Timeout | undefined;
  private exchanging: Promise<void> | undefined;

  constructor(
    private readonly store: SpendStore,
    ledger: UsageLedger,
  ) {
    ledger.onSpend((spends) => {
      for (const spend of spends) this.learn(spend);
    });
  }

  /**
   * Sets `estimate` aside.
   * @throws AppError 429 `budget.daily` or `budget.monthly`, which waiting for a few seconds does not help
   */
  async reserve(appId: string, budgets: AppBudgets, estimate: number, now = Date.now()): Promise<SpendHold> {
    const currency = (budgets.dailyBudget ?? budgets.monthlyBudget)?.currency;
    if (currency === undefined) return NO_HOLD;
    const account = this.accounts.get(keyOf(appId, currency)) ?? (await this.open(appId, currency));
    account.usedAtMs = now;
    const today = new Date(now).toISOString().slice(0, 10);
    check(account, 'daily', budgets.dailyBudget, today, estimate);
    check(account, 'monthly', budgets.monthlyBudget, today.slice(0, 7), estimate);
    account.hold(estimate);
    return {
      settle: (cost) => {
        account.settle(estimate, cost);
        return () => {
          account.stored(cost);
        };
      },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.exchanging;
  }

  /** Callers of the same app share one look into the database. */
  private open(appId: string, currency: string): Promise<AppAccount> {
    const key = keyOf(appId, currency);
    const opening =
      this.opening.get(key) ??
      this.load(new AppAccount(appId, currency)).finally(() => {
        this.opening.delete(key);
      });
    this.opening.set(key, opening);
    return opening;
  }

  private async load(account: AppAccount): Promise<AppAccount> {
    await this.exchangeFor([account]);
    this.accounts.set(keyOf(account.appId, account.currency), account);
    this.timer ??= setInterval(() => {
      this.tick();
    }, EXCHANGE_MS).unref();
    return account;
  }

  private tick(now = Date.now()): void {
    for (const [key, account] of this.accounts) {
      if (account.idle && now - account.usedAtMs > IDLE_MS) this.accounts.delete(key);
    }
    if (this.accounts.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
      return;
    }
    this.exchanging ??= this.exchangeFor([...this.accounts.values()])
      .catch((error: unknown) => {
        this.logger.warn({ err: error, msg: 'What other replicas spend is not known at the moment.' });
      })
      .finally(() => (this.exchanging = undefined));
  }

  private async exchangeFor(accounts: readonly AppAccount[]): Promise<void> {
    const mine = accounts.map(({ appId, currency, held }) => ({ app_id: appId, currency, held }));
    const { days, others } = await this.store.exchange(this.replica, mine);
    const month = new Date().toISOString().slice(0, 7);
    for (const account of accounts) {
      const isOurs = (row: { app_id: string; currency: string }) =>
        row.app_id === account.appId && row.currency === account.currency;
      account.forgetDaysBefore(month);
      for (const { day, spent } of days.filter(isOurs)) account.learnDay(day, Number(spent));
      account.learnOthers(others.find(isOurs)?.held ?? 0);
    }
  }

  private learn({ app_id: appId, currency, day, spent }: DaySpend): void {
    this.accounts.get(keyOf(appId, currency))?.learnDay(day, Number(spent));
  }
}

const NO_HOLD: SpendHold = { settle: () => () => undefined };

function keyOf(appId: string, currency: string): string {
  return `${appId}:${currency}`;
}

function check(
  account: AppAccount,
  which: 'daily' | 'monthly',
  budget: Money | undefined,
  period: string,
  estimate: number,
): void {
  if (budget === undefined) return;
  const left = Number(budget.amount) - account.committed(period);
  if (estimate <= left) return;
  const name = `The ${which} budget of this app, ${budget.amount} ${budget.currency},`;
  const ends = which === 'daily' ? 'at midnight UTC' : 'with the month (UTC)';
  throw new AppError({
    code: `budget.${which}`,
    status: 429,
    detail:
      left > 0
        ? `${name} has ${left.toFixed(6)} left that is not spent or set aside for calls in flight, and this call may cost ${estimate.toFixed(6)}: lower its max_tokens. The budget begins anew ${ends}.`
        : `${name} is spent or set aside for calls in flight. It begins anew ${ends}.`,
    headers: { 'x-should-retry': 'false' },
  });
}
