import type { Outcome, UsageKind } from '../ledger/usage-row.js';

/** One downstream call, or one request's calls of the same kind to the same server, that another feature than the gateway made. */
export interface FeatureUsage {
  /** Kebab-case name of the feature, such as `shadow-hunter`. */
  readonly feature: string;
  /** What was done, such as `check`. */
  readonly operation: string;
  /** The downstream's name in the upstream configuration, such as `llm` or `search`. */
  readonly server: string;
  /** The model there; '' for what has none, such as a search. */
  readonly model: string;
  readonly outcome: Outcome;
  /** The stable code of a failure. */
  readonly errorCode?: string;
  /** Where the token counts come from. */
  readonly usage: UsageKind;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly searches: number;
  /** Decimal string, not negative. */
  readonly cost: string;
  /** ISO 4217. */
  readonly currency: string;
  /** When the call began. */
  readonly startedAt: Date;
  readonly latencyMs: number;
}

/** The ledger as other features see it. */
export abstract class UsageBooking {
  /**
   * Books what a call used, on the tenant, app and request of the current scope. Resolves when the row is safe from a crash of
   * this process. @throws AppError `ledger.unavailable`
   */
  abstract book(usage: FeatureUsage): Promise<void>;
}
