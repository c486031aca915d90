import { describe, expect, it } from '@jest/globals';
import { CallCost } from '@tradewind/contracts';
import { CostMeter } from './cost-meter.js';

const prices = { currency: 'USD', perMillionInputTokens: 0.15, perMillionOutputTokens: 0.6, perThousandSearches: 1 };

describe('CostMeter', () => {
  it('prices searches and tokens in the form the contract wants', () => {
    const meter = new CostMeter(prices);
    meter.addSearch();
    meter.addSearch();
    meter.addTokens({ inputTokens: 10_000, outputTokens: 1_000, exact: true });
    expect(CallCost.parse(meter.total())).toEqual({
      searches: 2,
      input_tokens: 10_000,
      output_tokens: 1_000,
      money: { amount: '0.004100', currency: 'USD' },
    });
  });

  it('takes over what a part has used', () => {
    const part = new CostMeter(prices);
    part.addTokens({ inputTokens: 5, outputTokens: 7, exact: true });
    const whole = new CostMeter(prices);
    whole.add(part.total());
    whole.addTokens({ inputTokens: 1, outputTokens: 1, exact: false });
    expect(whole.total()).toMatchObject({ input_tokens: 6, output_tokens: 8, searches: 0 });
  });
});
