import { describe, expect, it } from '@jest/globals';
import { type Check, ScoreFactor, type Signal } from '@tradewind/contracts';
import { aCheck } from '../../testing/samples.js';
import { entityRisk } from './entity.js';
import { goodsRisk } from './goods.js';
import { missingDataRisk } from './missing-data.js';
import { orderValueRisk } from './order-value.js';
import { paymentTermsRisk } from './payment-terms.js';
import { routeRisk } from './route.js';
import { type Order, scoreOrder } from './score.js';
import { LEVEL_BANDS, levelOf, WEIGHTS } from './score-model.js';

const order = (fields: Partial<Order> = {}): Order => ({
  order_value: { amount: '10000.00', currency: 'USD' },
  payment_terms: 'letter_of_credit',
  goods: 'steel flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
  ...fields,
});
const signal = (fields: Partial<Signal>): Signal => ({
  category: 'litigation',
  severity: 'high',
  statement: 's',
  evidence_ids: ['ev_1'],
  origin: 'llm',
  ...fields,
});
const score = (check: Partial<Check> = {}, fields: Partial<Order> = {}) =>
  scoreOrder(aCheck(check), order(fields), 'en');

describe('the score model', () => {
  it('has weights that add up to one and levels that cover 0 to 100', () => {
    expect(Object.values<number>(WEIGHTS).reduce((a, b) => a + b)).toBeCloseTo(1, 10);
    expect(LEVEL_BANDS[0]?.from).toBe(0);
    expect(LEVEL_BANDS.at(-1)?.to).toBe(100);
    expect([0, 29.9, 30, 54.9, 55, 74.9, 75, 100].map(levelOf)).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'critical',
      'critical',
    ]);
  });
});

describe('scoreOrder', () => {
  it('adds up the weighted risks of the factors it shows', () => {
    const result = score();
    expect(result.factors.map((factor) => ScoreFactor.parse(factor))).toEqual(result.factors);
    const sum = result.factors.reduce((total, factor) => total + factor.weight * factor.risk, 0);
    expect(Math.abs(result.score - sum)).toBeLessThanOrEqual(0.050001);
    expect(result.level).toBe('low');
  });

  it('shows the heaviest factor first', () => {
    const contributions = score({}, { payment_terms: 'open_account' }).factors.map((f) => f.weight * f.risk);
    expect(contributions).toEqual([...contributions].sort((a, b) => b - a));
  });

  it('rises with every factor', () => {
    const base = score().score;
    const worse: ReturnType<typeof score>[] = [
      score({ risk_level: 'medium', signals: [signal({ severity: 'medium' })] }),
      score({}, { payment_terms: 'open_account' }),
      score({}, { order_value: { amount: '2000000', currency: 'USD' } }),
      score({}, { route: { from: 'Ningbo', to: 'Lagos' } }),
      score({}, { goods: 'military drones' }),
      score({ degraded: [{ stage: 'verify', reason: 'upstream.timeout' }] }),
    ];
    for (const result of worse) expect(result.score).toBeGreaterThan(base);
  });

  it('does not let a sanctioned buyer be averaged away by a safe order', () => {
    const sanctioned = signal({ category: 'sanctions', severity: 'critical' });
    const result = score({ risk_level: 'critical', signals: [sanctioned] }, { payment_terms: 'prepaid' });
    expect(result.score).toBeGreaterThanOrEqual(90);
    expect(result.level).toBe('critical');
    expect(result.factors.find((factor) => factor.factor === 'entity')?.reason).toContain('90');
  });

  it('does not let a serious finding end as a low score', () => {
    expect(
      score({ risk_level: 'high', signals: [signal({})] }, { payment_terms: 'prepaid' }).score,
    ).toBeGreaterThanOrEqual(55);
  });

  it('does not call an order low whose buyer is unknown', () => {
    const known = { registration_number: '1', website: 'https://a.example', contacts: ['Ann'] };
    const subject = { company_name: 'A Ltd', country: 'GB', ...known };
    const result = score({ risk_level: 'unknown', signals: [], subject }, { payment_terms: 'prepaid' });
    expect(result.level).toBe('medium');
  });

  it('speaks the language of the report', () => {
    const result = scoreOrder(aCheck({}), order(), 'zh');
    expect(result.factors.every((factor) => /\p{Script=Han}/u.test(factor.label + factor.reason))).toBe(true);
  });
});

describe('the factors', () => {
  it('entity: follows the level, moves a little with the signals and names its evidence', () => {
    const levels = (['low', 'medium', 'high', 'critical'] as const).map(
      (risk_level) => entityRisk(aCheck({ risk_level })).risk,
    );
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    const many = Array.from({ length: 30 }, () => signal({ severity: 'positive' }));
    expect(entityRisk(aCheck({ risk_level: 'high', signals: many })).risk).toBe(65);
    expect(
      entityRisk(aCheck({ signals: [signal({}), signal({ severity: 'positive', evidence_ids: ['ev_2'] })] }))
        .evidenceIds,
    ).toEqual(['ev_1']);
  });

  it('payment terms: the later and less secured, the riskier', () => {
    const risks = (
      [
        'prepaid',
        'letter_of_credit',
        'documents_against_payment',
        'documents_against_acceptance',
        'open_account',
      ] as const
    ).map((terms) => paymentTermsRisk(terms).risk);
    expect([...risks].sort((a, b) => a - b)).toEqual(risks);
  });

  it.each([
    ['4999.99', 'USD', 10],
    ['5000', 'USD', 25],
    ['36000', 'CNY', 25],
    ['9000000', 'JPY', 60],
    ['5000000', 'EUR', 95],
    ['1', 'XTS', 60],
  ])('order value: %s %s is %i', (amount, currency, risk) => {
    expect(orderValueRisk({ amount, currency }).risk).toBe(risk);
  });

  it.each([
    ['GB', 'Felixstowe', 15],
    ['Germany', 'Port of Hamburg', 15],
    ['GB', 'Rotterdam', 40],
    ['KE', 'Mombasa', 55],
    ['GB', 'Bandar Abbas', 100],
    ['Iran', 'Jebel Ali', 100],
    ['GB', 'Springfield', 40],
    ['RU', 'Vladivostok', 85],
  ])('route: a buyer in %s and a shipment to %s is %i', (country, to, risk) => {
    expect(routeRisk(country, { from: 'Ningbo', to }).risk).toBe(risk);
  });

  it('route: comprehensive sanctions set the floor', () => {
    expect(routeRisk('IR', { from: 'Ningbo', to: 'Bandar Abbas' }).floor).toBe(90);
  });

  it.each([
    ['CNC machine tools', 90],
    ['军用无人机', 90],
    ['lithium power banks', 65],
    ['children’s toys', 50],
    ['smartphones', 45],
    ['frozen fish', 40],
    ['2,000 stainless steel vacuum flasks', 15],
    ['不锈钢保温杯', 15],
  ])('goods: %s is %i', (goods, risk) => {
    expect(goodsRisk(goods).risk).toBe(risk);
  });

  it('missing data: everything known is 0, nothing known is 100', () => {
    const known = aCheck({
      subject: {
        company_name: 'A Ltd',
        country: 'GB',
        registration_number: '1',
        website: 'https://a.example',
        contacts: ['Ann'],
      },
      signals: [signal({ category: 'trade_record', severity: 'positive' })],
    });
    expect(missingDataRisk(known).risk).toBe(0);
    const unknown = aCheck({
      subject: { company_name: 'A Ltd', country: 'Atlantis', contacts: [] },
      signals: [],
      evidence: [],
      degraded: [{ stage: 'verify', reason: 'breaker.open' }],
    });
    expect(missingDataRisk(unknown).risk).toBe(100);
  });
});
