import type { PricesSection } from '@tradewind/contracts';

export interface PriceRow {
  /** Keeps a row itself while its name is being typed. */
  id: number;
  model: string;
  input: number | null;
  output: number | null;
}
export interface PricesDraft {
  currency: string;
  rows: PriceRow[];
}

let ids = 0;
export const newRow = (model = '', input: number | null = null, output: number | null = null): PriceRow => ({
  id: (ids += 1),
  model,
  input,
  output,
});

export function toDraft(body: PricesSection): PricesDraft {
  return {
    currency: body.currency,
    rows: Object.entries(body.models)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([model, price]) => newRow(model, price.input_per_million, price.output_per_million)),
  };
}

/** A row without a name is not there yet. */
export function toBody({ currency, rows }: PricesDraft): PricesSection {
  const named = rows.filter(({ model }) => model.trim() !== '');
  return {
    currency: currency.trim().toUpperCase(),
    models: Object.fromEntries(
      named.map(({ model, input, output }) => [
        model.trim(),
        { input_per_million: input ?? 0, output_per_million: output ?? 0 },
      ]),
    ),
  };
}
