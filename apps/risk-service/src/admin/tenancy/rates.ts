import type { RateSetting } from '@tradewind/contracts';

export interface RateColumns {
  requests_per_minute: number | null;
  tokens_per_minute: number | null;
}

export function ratesOf({ requests_per_minute: requests, tokens_per_minute: tokens }: RateColumns): RateSetting {
  return {
    ...(requests !== null && { requests_per_minute: requests }),
    ...(tokens !== null && { tokens_per_minute: tokens }),
  };
}

/** The columns, in the order of {@link RateColumns}. */
export function rateValues(rates: RateSetting): (number | null)[] {
  return [rates.requests_per_minute ?? null, rates.tokens_per_minute ?? null];
}
