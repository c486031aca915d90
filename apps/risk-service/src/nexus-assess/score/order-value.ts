import type { Money } from '@tradewind/contracts';
import { formatMoney } from '../money.js';
import type { FactorFinding } from './factor.js';

/**
 * US dollars per unit, rounded, only to choose a band below: a band is wide enough that a year's drift changes nothing.
 * An amount that is to be paid is never computed with these.
 */
const ABOUT_USD: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.1,
  GBP: 1.3,
  CHF: 1.15,
  CNY: 0.14,
  CNH: 0.14,
  HKD: 0.128,
  TWD: 0.031,
  JPY: 0.0067,
  KRW: 0.00073,
  SGD: 0.75,
  MYR: 0.22,
  THB: 0.028,
  IDR: 0.000062,
  VND: 0.00004,
  PHP: 0.0175,
  INR: 0.012,
  PKR: 0.0036,
  BDT: 0.0084,
  AED: 0.272,
  SAR: 0.267,
  ILS: 0.27,
  TRY: 0.029,
  EGP: 0.02,
  ZAR: 0.054,
  NGN: 0.00065,
  KES: 0.0077,
  GHS: 0.065,
  MAD: 0.1,
  BRL: 0.18,
  MXN: 0.055,
  CLP: 0.00105,
  COP: 0.00024,
  ARS: 0.001,
  CAD: 0.72,
  AUD: 0.65,
  NZD: 0.6,
  SEK: 0.095,
  NOK: 0.092,
  DKK: 0.147,
  PLN: 0.25,
  CZK: 0.043,
  HUF: 0.0027,
  RON: 0.22,
  UAH: 0.024,
  RUB: 0.011,
};

/** Upper bound in US dollars and the risk of a loss of that size. */
const BANDS: readonly (readonly [belowUsd: number, risk: number, label: string])[] = [
  [5_000, 10, '< 5,000'],
  [20_000, 25, '5,000–20,000'],
  [50_000, 40, '20,000–50,000'],
  [200_000, 60, '50,000–200,000'],
  [1_000_000, 80, '200,000–1,000,000'],
  [Infinity, 95, '≥ 1,000,000'],
];
const UNKNOWN_CURRENCY_RISK = 60;

/** How much one loss would cost. */
export function orderValueRisk(value: Money): FactorFinding {
  const rate = ABOUT_USD[value.currency];
  if (rate === undefined) {
    return {
      risk: UNKNOWN_CURRENCY_RISK,
      reason: {
        en: `${formatMoney(value)}: no rate is known for this currency, so the value is assumed to be considerable.`,
        zh: `${formatMoney(value)}：该货币无参考汇率，按较大金额处理。`,
      },
    };
  }
  const usd = Number(value.amount) * rate;
  const [, risk, label] = BANDS.find(([below]) => usd < below) ?? [0, 95, '≥ 1,000,000'];
  return {
    risk,
    reason: {
      en: `${formatMoney(value)} is in the band ${label} US dollars.`,
      zh: `${formatMoney(value)}，属于 ${label} 美元区间。`,
    },
  };
}
