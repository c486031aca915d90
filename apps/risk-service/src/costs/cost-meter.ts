import type { CallCost } from '@tradewind/contracts';
import type { TokenUsage } from '@tradewind/upstream';
import type { FeatureUsage } from '../usage/booking/usage-booking.js';

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
  /** What this request itself has called; parts that book for themselves are not in it. */
  private readonly own = { searches: 0, inputTokens: 0, outputTokens: 0, exact: true, model: '' };

  constructor(private readonly prices: Prices) {}

  addSearch(): void {
    this.searches += 1;
    this.own.searches += 1;
  }

  /** @param model as the provider names it. */
  addTokens(usage: TokenUsage, model = ''): void {
    this.inputTokens += usage.inputTokens;
    this.outputTokens += usage.outputTokens;
    this.own.inputTokens += usage.inputTokens;
    this.own.outputTokens += usage.outputTokens;
    this.own.exact &&= usage.exact;
    this.own.model = model;
  }

  /** Adds what a part of the request, measured and booked by itself, has used. */
  add(cost: CallCost): void {
    this.searches += cost.searches;
    this.inputTokens += cost.input_tokens;
    this.outputTokens += cost.output_tokens;
  }

  total(): CallCost {
    const amount = this.tokensCost(this.inputTokens, this.outputTokens) + this.searchesCost(this.searches);
    return {
      searches: this.searches,
      input_tokens: this.inputTokens,
      output_tokens: this.outputTokens,
      money: { amount: amount.toFixed(MONEY_DECIMALS), currency: this.prices.currency },
    };
  }

  /** The ledger's rows of what this request itself has called: one for the searches, one for the language model. */
  rows(): Pick<
    FeatureUsage,
    'server' | 'model' | 'usage' | 'inputTokens' | 'outputTokens' | 'searches' | 'cost' | 'currency'
  >[] {
    const { searches, inputTokens, outputTokens, exact, model } = this.own;
    const { currency } = this.prices;
    const money = (amount: number) => ({ cost: amount.toFixed(MONEY_DECIMALS), currency });
    const searched = {
      ...{ server: 'search', model: '', usage: 'exact' as const, inputTokens: 0, outputTokens: 0, searches },
      ...money(this.searchesCost(searches)),
    };
    const written = {
      ...{
        server: 'llm',
        model,
        usage: exact ? ('exact' as const) : ('estimated' as const),
        inputTokens,
        outputTokens,
      },
      ...{ searches: 0, ...money(this.tokensCost(inputTokens, outputTokens)) },
    };
    return [...(searches > 0 ? [searched] : []), ...(inputTokens + outputTokens > 0 ? [written] : [])];
  }

  private tokensCost(input: number, output: number): number {
    return (input * this.prices.perMillionInputTokens + output * this.prices.perMillionOutputTokens) / 1_000_000;
  }

  private searchesCost(searches: number): number {
    return (searches * this.prices.perThousandSearches) / 1_000;
  }
}
