import { describe, expect, it } from '@jest/globals';
import { canonicalAmount, PageFacts } from './verbatim.js';

describe('PageFacts', () => {
  const facts = new PageFacts('型号SC-141保温杯\tＫＭ－２０\tUSD 1,250.00\t￥468\t3.5 mm');

  it('finds an article number whatever its width and case, but only as a whole', () => {
    for (const code of ['SC-141', 'sc-141', 'KM-20']) expect(facts.hasCode(code)).toBe(true);
    for (const code of ['SC-14', 'C-141', 'KM-200', '', 'SC 141']) expect(facts.hasCode(code)).toBe(false);
  });

  it('finds an amount however it is written, but no other', () => {
    for (const amount of ['1250', '1250.00', '1,250.00', '468.00', '3.50']) expect(facts.hasAmount(amount)).toBe(true);
    for (const amount of ['125', '1250.01', '46', '4680', '']) expect(facts.hasAmount(amount)).toBe(false);
  });

  it('tells two cells from one grouped number', () => {
    const row = new PageFacts('A-1\t28\t100\nA-2 1 250.50');
    for (const amount of ['28', '100', '1250.5']) expect(row.hasAmount(amount)).toBe(true);
  });

  it('does not take the price of another row for an article that has one of its own', () => {
    const table = new PageFacts('A-1\tCleat\t11.20\t100\nA-2\tRing\t$9\t50\nA-3\tHook\nfrom 7.50');
    expect(table.hasPrice('A-1', '11.20')).toBe(true);
    expect(table.hasPrice('A-1', '9')).toBe(false);
    expect(table.hasPrice('A-2', '9.00')).toBe(true);
    expect(table.hasPrice('A-3', '7.50')).toBe(true);
    expect(table.hasPrice('A-3', '8')).toBe(false);
  });
});

describe('canonicalAmount', () => {
  it.each([
    ['1,250.00', '1250'],
    ['1.250,50', '1250.5'],
    ['1,250', '1250'],
    ['12,5', '12.5'],
    ['0.050', '0.05'],
    ['1 250.5', '1250.5'],
    ['2,480,000', '2480000'],
    ['007', '7'],
  ])('reads %s as %s', (text, amount) => {
    expect(canonicalAmount(text)).toBe(amount);
  });
});
