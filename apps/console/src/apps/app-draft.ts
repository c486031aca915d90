import type { App, AppEdit } from '@tradewind/contracts';

/** The policy of an app as a form has it: amounts are text, so that nothing is rounded while it is typed. */
export interface AppDraft {
  name: string;
  /** Empty: all models are allowed. */
  models: string[];
  daily: string;
  monthly: string;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

export type AppPolicy = Omit<AppEdit, 'version'>;

export function draftOf(app: App): AppDraft {
  return {
    name: app.name,
    models: app.allowed_models ?? [],
    daily: app.daily_budget?.amount ?? '',
    monthly: app.monthly_budget?.amount ?? '',
    requestsPerMinute: app.rates.requests_per_minute ?? null,
    tokensPerMinute: app.rates.tokens_per_minute ?? null,
  };
}

/** @param currency of the price list, which every budget is in */
export function policyOf(draft: AppDraft, currency: string): AppPolicy {
  const budget = (amount: string) => (amount.trim() === '' ? null : { amount: amount.trim(), currency });
  return {
    name: draft.name.trim(),
    allowed_models: draft.models.length === 0 ? null : draft.models,
    daily_budget: budget(draft.daily),
    monthly_budget: budget(draft.monthly),
    rates: {
      ...(draft.requestsPerMinute !== null && { requests_per_minute: draft.requestsPerMinute }),
      ...(draft.tokensPerMinute !== null && { tokens_per_minute: draft.tokensPerMinute }),
    },
  };
}

/** The policy an audit entry has kept from before a change, so that the change can be taken back. */
export function policyFrom(kept: unknown): AppPolicy | undefined {
  if (typeof kept !== 'object' || kept === null || !('name' in kept)) return undefined;
  const { name, allowed_models, daily_budget, monthly_budget, rates } = kept as App;
  return { name, allowed_models, daily_budget, monthly_budget, rates };
}
