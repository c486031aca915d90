import type { Money, RateSetting } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import type { AccessPolicies, AppPolicy } from './access-policies.js';
import { rateLimits } from './build-settings.js';

interface Rates {
  id: string;
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
}

interface AppRow extends Rates {
  allowed_models: string[] | null;
  daily_budget: string | null;
  monthly_budget: string | null;
  budget_currency: string | null;
}

/** What tenants, apps and keys have that differs from the defaults. */
export async function loadAccess(manager: EntityManager): Promise<AccessPolicies> {
  const tenants = await manager.query<{ id: string; max_prompt_characters: number }[]>(
    `SELECT id, max_prompt_characters FROM tenants WHERE max_prompt_characters IS NOT NULL`,
  );
  const apps = await manager.query<AppRow[]>(
    `SELECT id, allowed_models, daily_budget, monthly_budget, budget_currency, requests_per_minute, tokens_per_minute
     FROM apps WHERE num_nonnulls(allowed_models, daily_budget, monthly_budget, requests_per_minute, tokens_per_minute) > 0`,
  );
  const keys = await manager.query<Rates[]>(
    `SELECT id, requests_per_minute, tokens_per_minute FROM api_keys
     WHERE num_nonnulls(requests_per_minute, tokens_per_minute) > 0 AND revoked_at IS NULL`,
  );
  return {
    tenantPromptCharacters: new Map(tenants.map((row) => [row.id, row.max_prompt_characters])),
    apps: new Map(apps.map((row) => [row.id, policyOf(row)])),
    keyRates: new Map(keys.map((row) => [row.id, rateLimits(rateSetting(row))])),
  };
}

function policyOf(row: AppRow): AppPolicy {
  return {
    allowedModels: row.allowed_models === null ? undefined : new Set(row.allowed_models),
    dailyBudget: moneyOf(row.daily_budget, row.budget_currency),
    monthlyBudget: moneyOf(row.monthly_budget, row.budget_currency),
    rates: rateLimits(rateSetting(row)),
  };
}

function moneyOf(amount: string | null, currency: string | null): Money | undefined {
  return amount === null || currency === null ? undefined : { amount, currency };
}

function rateSetting({ requests_per_minute: requests, tokens_per_minute: tokens }: Rates): RateSetting {
  return {
    ...(requests !== null && { requests_per_minute: requests }),
    ...(tokens !== null && { tokens_per_minute: tokens }),
  };
}
