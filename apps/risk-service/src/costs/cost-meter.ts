import type { CallCost } from '@tradewind/contracts';
import type { TokenUsage } from '@tradewind/upstream';

/** What calls cost, in one currency. */
export interface Prices {
  currency: string;
  perMillionInputTokens: number;
  perMillionOutputTokens: number;
  perThousandSearches: number;
}

/** Injection token of the {@link Prices} in force. */
export const PRICES = Symbol('Prices');

const MONEY_DECIMALS = 6;

/** Counts what one request has used. Only calls that were answered count: a refused one costs nothing. */
export class CostMeter {
  private searches = 0;
  private inputTokens = 0;
  private outputTokens = 0;

  constructor(private readonly prices: Prices) {}

  addSearch(): void {
    this.searches += 1;
  }

  addTokens(usage: TokenUsage): void {
    this.inputTokens += usage.inputTokens;
    this.outputTokens += usage.outputTokens;
  }

  /** Adds what a part of the request, measured by itself, has used. */
  add(cost: CallCost): void {
    this.searches += cost.searches;
    this.inputTokens += cost.input_tokens;
    this.outputTokens += cost.output_tokens;
  }

  total(): CallCost {
    const amount =
      (this.inputTokens * this.prices.perMillionInputTokens) / 1_000_000 +
      (this.outputTokens * this.prices.perMillionOutputTokens) / 1_000_000 +
      (this.searches * this.prices.perThousandSearches) / 1_000;
    return {
      searches: this.searches,
      input_tokens: this.inputTokens,
      output_tokens: this.outputTokens,
      money: { amount: amount.toFixed(MONEY_DECIMALS), currency: this.prices.currency },
    };
  }
}
