import type { Check } from '@tradewind/contracts';
import { findCountry } from '../../geography/countries.js';
import type { Text } from '../../text/language.js';
import type { FactorFinding } from './factor.js';

interface Gap {
  readonly points: number;
  readonly what: Text;
  readonly missing: (check: Check) => boolean;
}

/** What one would want to know of a buyer, and what not knowing it costs. The points add up to 100. */
const GAPS: readonly Gap[] = [
  {
    points: 25,
    what: { en: 'registration number', zh: '注册号' },
    missing: (check) => check.subject.registration_number === undefined,
  },
  { points: 15, what: { en: 'website', zh: '网站' }, missing: (check) => check.subject.website === undefined },
  { points: 10, what: { en: 'contacts', zh: '联系人' }, missing: (check) => check.subject.contacts.length === 0 },
  {
    points: 10,
    what: { en: 'a country that is understood', zh: '可识别的国家' },
    missing: (check) => findCountry(check.subject.country) === undefined,
  },
  {
    points: 20,
    what: { en: 'pages from at least two sources', zh: '至少两个来源的网页' },
    missing: (check) => new Set(check.evidence.map((item) => item.source)).size < 2,
  },
  {
    points: 10,
    what: { en: 'a trade record', zh: '贸易记录' },
    missing: (check) => !check.signals.some((signal) => signal.category === 'trade_record'),
  },
  { points: 10, what: { en: 'a complete check', zh: '完整的背景调查' }, missing: (check) => check.degraded.length > 0 },
];

/** What is not known about the buyer. */
export function missingDataRisk(check: Check): FactorFinding {
  const gaps = GAPS.filter((gap) => gap.missing(check));
  if (gaps.length === 0) {
    return { risk: 0, reason: { en: 'Nothing essential is missing.', zh: '关键信息齐全。' } };
  }
  return {
    risk: gaps.reduce((sum, gap) => sum + gap.points, 0),
    reason: {
      en: `Missing: ${gaps.map((gap) => gap.what.en).join(', ')}.`,
      zh: `缺少：${gaps.map((gap) => gap.what.zh).join('、')}。`,
    },
  };
}
