import { describe, expect, it } from '@jest/globals';
import { newRow, toBody, toDraft } from './prices-draft.js';

const BODY = {
  currency: 'CNY',
  models: {
    b: { input_per_million: 0.15, output_per_million: 0.6 },
    a: { input_per_million: 2, output_per_million: 0 },
  },
};

describe('the draft of the prices', () => {
  it('comes back as the body it was made from', () => {
    expect(toBody(toDraft(BODY))).toEqual(BODY);
  });

  it('leaves out a row that has no name yet, and reads a currency however it is typed', () => {
    const draft = toDraft(BODY);
    draft.rows.push(newRow());
    draft.currency = ' cny ';
    expect(toBody(draft)).toEqual(BODY);
  });
});
