import { describe, expect, it } from '@jest/globals';
import { certificationsIn } from './certifications.js';
import { requirementsByRules } from './requirements-by-rules.js';

describe('requirements by rules', () => {
  it.each<
    [inquiry: string, price: number | null, currency: string | null, quantity: number | null, origin: string | null]
  >([
    ['2,000 insulated bottles, at most 4.50 USD each', 4.5, 'USD', 2000, null],
    ['Need 3k pcs of 500 ml flasks under $3', 3, 'USD', 3000, null],
    ['500 pieces, total budget EUR 1,000', 2, 'EUR', 500, null],
    ['采购5000个保温杯，单价不超过25元，产地：浙江', 25, 'CNY', 5000, '浙江'],
    ['Busco 300 unidades hasta 8 euros cada una', 8, 'EUR', 300, null],
    ['umbrellas made in Vietnam', null, null, null, 'Vietnam'],
    ['a flask of 500 ml', null, null, null, null],
  ])('reads "%s"', (inquiry, max_price_amount, price_currency, quantity, origin) => {
    expect(requirementsByRules(inquiry)).toMatchObject({ max_price_amount, price_currency, quantity, origin });
  });

  it.each<[inquiry: string, names: string[]]>([
    ['toys with CE mark and EN71', ['CE', 'EN 71']],
    ['需要CE认证和RoHS', ['CE', 'RoHS']],
    ['oeko tex towels', ['OEKO-TEX']],
    ['once more, CEO gift sets', []],
    ['GS-141 flask', []],
  ])('finds the certifications of "%s"', (inquiry, names) => {
    expect(certificationsIn(inquiry)).toEqual(names);
  });
});
