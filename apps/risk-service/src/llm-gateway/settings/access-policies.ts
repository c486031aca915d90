import type { Money } from '@tradewind/contracts';
import type { RateLimits } from '@tradewind/upstream';

/** What one app may do beyond having keys. */
export interface AppPolicy {
  /** Public model names; undefined: all. */
  readonly allowedModels: ReadonlySet<string> | undefined;
  /** Spent at most in a day and in a month of UTC, in the currency of the price list; undefined: not limited. */
  readonly dailyBudget: Money | undefined;
  readonly monthlyBudget: Money | undefined;
  /** Of all its keys together. */
  readonly rates: RateLimits;
}

/**
 * Who may do what. Only what differs from the defaults is in the maps, so that they stay small however many tenants there
 * are.
 */
export interface AccessPolicies {
  readonly apps: ReadonlyMap<string, AppPolicy>;
  /** Longest prompt in characters, by tenant. */
  readonly tenantPromptCharacters: ReadonlyMap<string, number>;
  /** By key. */
  readonly keyRates: ReadonlyMap<string, RateLimits>;
}

export const NO_POLICIES: AccessPolicies = { apps: new Map(), tenantPromptCharacters: new Map(), keyRates: new Map() };
