import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import type { DaySpend } from '../ledger/insert-rows.js';

/** What calls in flight of one app have set aside in this process. */
export interface OwnHold {
  readonly app_id: string;
  readonly currency: string;
  readonly held: number;
}

/** What the fleet knows of the apps that were asked for. */
export interface FleetSpend {
  /** Of the current month of UTC. */
  readonly days: readonly DaySpend[];
  /** What other living replicas have set aside. */
  readonly others: readonly OwnHold[];
}

/** Lapses after this long without being renewed. */
const HOLD_SECONDS = 5;

const TELL = `
  INSERT INTO app_budget_holds (replica, app_id, currency, held, lapses_at)
  SELECT $1, app_id, currency, held, now() + interval '${HOLD_SECONDS} seconds'
  FROM jsonb_to_recordset($2::jsonb) AS mine (app_id text, currency text, held numeric)
  ORDER BY app_id, currency
  ON CONFLICT (app_id, currency, replica) DO UPDATE SET held = excluded.held, lapses_at = excluded.lapses_at`;
const FORGET = `DELETE FROM app_budget_holds WHERE lapses_at < now() - interval '1 minute'`;
const DAYS = `
  SELECT app_id, day::text, currency, spent::text FROM app_spend
  WHERE app_id = ANY($1) AND day >= date_trunc('month', now() AT TIME ZONE 'UTC')::date`;
const OTHERS = `
  SELECT app_id, currency, sum(held)::float8 AS held FROM app_budget_holds
  WHERE app_id = ANY($1) AND replica <> $2 AND lapses_at > now() GROUP BY app_id, currency`;

/** What apps have spent and set aside, in PostgreSQL, where all replicas see it. */
@Injectable()
export class SpendStore {
  constructor(private readonly database: Database) {}

  /** Tells the others what `replica` has set aside, and learns what they have. */
  exchange(replica: string, mine: readonly OwnHold[]): Promise<FleetSpend> {
    const apps = [...new Set(mine.map(({ app_id: app }) => app))];
    return this.database.system(async (manager) => {
      await manager.query(FORGET);
      await manager.query(TELL, [replica, JSON.stringify(mine)]);
      const days = await manager.query<DaySpend[]>(DAYS, [apps]);
      const others = await manager.query<OwnHold[]>(OTHERS, [apps, replica]);
      return { days, others };
    });
  }
}
