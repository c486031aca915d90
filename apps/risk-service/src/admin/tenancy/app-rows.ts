import type { App, Money } from '@tradewind/contracts';
import { notFound } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { ratesOf, type RateColumns } from './rates.js';

interface AppRow extends RateColumns {
  id: string;
  tenant_id: string;
  name: string;
  version: number;
  allowed_models: string[] | null;
  daily_budget: string | null;
  monthly_budget: string | null;
  budget_currency: string | null;
  keys: number;
  created_at: Date;
}

/** Amounts come without the zeros that their column adds. */
const APPS = `SELECT a.id, a.tenant_id, a.name, a.version, a.allowed_models,
  trim_scale(a.daily_budget)::text AS daily_budget, trim_scale(a.monthly_budget)::text AS monthly_budget,
  a.budget_currency, a.requests_per_minute, a.tokens_per_minute, a.created_at,
  (SELECT count(*) FROM api_keys k WHERE k.app_id = a.id AND k.revoked_at IS NULL
     AND (k.expires_at IS NULL OR k.expires_at > now()))::int AS keys
  FROM apps a`;

/** @throws AppError 404 `app.not_found` */
export async function findApp(manager: EntityManager, id: string, lock = ''): Promise<App> {
  const [row] = await manager.query<AppRow[]>(`${APPS} WHERE a.id = $1 ${lock}`, [id]);
  if (row === undefined) throw notFound('app', id);
  return appOf(row);
}

export async function listApps(
  manager: EntityManager,
  { tenantId, before, limit }: { tenantId: string | undefined; before: string | undefined; limit: number },
): Promise<App[]> {
  const rows = await manager.query<AppRow[]>(
    `${APPS} WHERE ($1::text IS NULL OR a.tenant_id = $1) AND ($2::text IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`,
    [tenantId ?? null, before ?? null, limit],
  );
  return rows.map(appOf);
}

/** Apps whose budget is not in the currency; a few are enough to say what is wrong. */
export async function budgetsInOtherCurrency(
  manager: EntityManager,
  currency: string,
): Promise<{ id: string; currency: string }[]> {
  return manager.query<{ id: string; currency: string }[]>(
    `SELECT id, budget_currency AS currency FROM apps
     WHERE num_nonnulls(daily_budget, monthly_budget) > 0 AND budget_currency <> $1 ORDER BY id LIMIT 5`,
    [currency],
  );
}

function appOf(row: AppRow): App {
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    name: row.name,
    version: row.version,
    allowed_models: row.allowed_models,
    daily_budget: moneyOf(row.daily_budget, row.budget_currency),
    monthly_budget: moneyOf(row.monthly_budget, row.budget_currency),
    rates: ratesOf(row),
    keys: row.keys,
    created_at: row.created_at.toISOString(),
  };
}

function moneyOf(amount: string | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : { amount, currency };
}
