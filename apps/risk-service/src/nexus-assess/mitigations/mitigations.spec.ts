import { describe, expect, it } from '@jest/globals';
import type { Check, Signal } from '@tradewind/contracts';
import { aCheck } from '../../testing/samples.js';
import { type Order, scoreOrder } from '../score/score.js';
import { mitigations } from './mitigations.js';

const base: Order = {
  order_value: { amount: '1000', currency: 'USD' },
  payment_terms: 'prepaid',
  goods: 'steel flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};
function advice(check: Partial<Check>, fields: Partial<Order> = {}, language: 'en' | 'zh' = 'en'): string[] {
  const order = { ...base, ...fields };
  const found = aCheck(check);
  return mitigations({ check: found, order, score: scoreOrder(found, order, language) }, language);
}

describe('mitigations', () => {
  it('put a possible sanction before everything else', () => {
    const sanctions: Signal = {
      category: 'sanctions',
      severity: 'critical',
      statement: 's',
      evidence_ids: ['ev_1'],
      origin: 'llm',
    };
    expect(advice({ risk_level: 'critical', signals: [sanctions] }, { payment_terms: 'open_account' })[0]).toContain(
      'compliance',
    );
  });

  it('ask for security when the money is out of hand and the risk is not low', () => {
    const unsecured = advice({ risk_level: 'medium' }, { payment_terms: 'open_account' });
    expect(unsecured.some((text) => text.includes('letter of credit'))).toBe(true);
    expect(unsecured.some((text) => text.includes('Insure'))).toBe(true);
    expect(advice({}).some((text) => text.includes('letter of credit'))).toBe(false);
  });

  it('notice goods that go to a third country', () => {
    expect(
      advice({}, { route: { from: 'Ningbo', to: 'Rotterdam' } }).some((text) => text.includes('another country')),
    ).toBe(true);
    expect(advice({}).some((text) => text.includes('another country'))).toBe(false);
  });

  it('always say something, in the language of the report', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const terms of ['prepaid', 'letter_of_credit', 'documents_against_payment', 'open_account'] as const) {
        const texts = advice({ risk_level: 'unknown', signals: [] }, { payment_terms: terms }, language);
        expect(texts.length).toBeGreaterThan(0);
        expect(texts.every((text) => /\p{Script=Han}/u.test(text) === (language === 'zh'))).toBe(true);
      }
    }
  });
});
