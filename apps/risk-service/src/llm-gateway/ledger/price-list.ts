/** Price of a model, in money per million tokens. */
export interface Price {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

const DECIMALS = 12;

/** What each model costs; a model without a price costs nothing. */
export class PriceList {
  constructor(
    readonly currency: string,
    private readonly prices: ReadonlyMap<string, Price>,
  ) {}

  /** Cost of a call as a decimal string in {@link currency}. */
  cost(model: string, inputTokens: number, outputTokens: number): string {
    const price = this.prices.get(model);
    if (price === undefined) return '0';
    const millionths = inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion;
    return (millionths / 1_000_000).toFixed(DECIMALS);
  }
}
