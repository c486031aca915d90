import { describe, expect, it } from '@jest/globals';
import { product } from '../testing/products.js';
import { isGrounded } from './grounding.js';

const flask = product();

describe('isGrounded', () => {
  it.each([
    'The Hydra SC-141 holds 500 ml and costs 3.2 USD.',
    'Its minimum order of 500 fits your 2,000 pieces.',
    'Made of 304 stainless steel; keeps tea hot for 12 hours.',
    '容量500毫升，符合要求。',
    'A good match for hotels.',
  ])('accepts what the product or the query says: %s', (sentence) => {
    expect(isGrounded(sentence, flask, 'flask for hotels, 2000 pcs')).toBe(true);
  });

  it.each([
    ['an invented capacity', 'It holds 750 ml.'],
    ['an invented price', 'It costs 2.99 USD.'],
    ['an invented part number', 'Also sold as TW-900.'],
    ['nothing at all', ''],
  ])('rejects %s', (_what, sentence) => {
    expect(isGrounded(sentence, flask, 'flask')).toBe(false);
  });
});
