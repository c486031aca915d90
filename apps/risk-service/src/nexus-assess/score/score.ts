import type { Check, PaymentTerms, RiskLevel, ScoreFactor } from '@tradewind/contracts';
import type { Money } from '@tradewind/contracts';
import type { Language, Text } from '../../text/language.js';
import { entityRisk } from './entity.js';
import type { FactorFinding } from './factor.js';
import { goodsRisk } from './goods.js';
import { missingDataRisk } from './missing-data.js';
import { orderValueRisk } from './order-value.js';
import { paymentTermsRisk } from './payment-terms.js';
import { routeRisk } from './route.js';
import { type FactorName, levelOf, WEIGHTS } from './score-model.js';

/** The order a report is about. */
export interface Order {
  readonly order_value: Money;
  readonly payment_terms: PaymentTerms;
  readonly goods: string;
  readonly route: { from: string; to: string };
}

export interface Score {
  /** 0 is safe, 100 is the worst; one decimal. */
  readonly score: number;
  readonly level: RiskLevel;
  /** The heaviest contribution first. Their weights add up to 1. */
  readonly factors: ScoreFactor[];
}

const LABELS: Readonly<Record<FactorName, Text>> = {
  entity: { en: 'Buyer', zh: '买方' },
  payment_terms: { en: 'Payment terms', zh: '付款条件' },
  order_value: { en: 'Order value', zh: '订单金额' },
  route: { en: 'Country and route', zh: '国家与路线' },
  goods: { en: 'Goods', zh: '货物' },
  missing_data: { en: 'Missing information', zh: '信息缺失' },
};

/** The risk of an order by the rules of score-model.ts. The language model has no part in it. */
export function scoreOrder(check: Check, order: Order, language: Language): Score {
  const findings: Record<FactorName, FactorFinding> = {
    entity: entityRisk(check),
    payment_terms: paymentTermsRisk(order.payment_terms),
    order_value: orderValueRisk(order.order_value),
    route: routeRisk(check.subject.country, order.route),
    goods: goodsRisk(order.goods),
    missing_data: missingDataRisk(check),
  };
  const names = Object.keys(WEIGHTS) as FactorName[];
  const weighted = names.reduce((sum, name) => sum + WEIGHTS[name] * findings[name].risk, 0);
  const floor = Math.max(...names.map((name) => findings[name].floor ?? 0));
  const score = Math.round(Math.max(weighted, floor) * 10) / 10;
  const factors = names.map((name) => factorOf(name, findings[name], floor > weighted, language));
  factors.sort((a, b) => b.weight * b.risk - a.weight * a.risk);
  return { score, level: levelOf(score), factors };
}

function factorOf(name: FactorName, finding: FactorFinding, floored: boolean, language: Language): ScoreFactor {
  const raises = floored && finding.floor !== undefined ? raised(finding.floor)[language] : '';
  return {
    factor: name,
    label: LABELS[name][language],
    weight: WEIGHTS[name],
    risk: finding.risk,
    reason: finding.reason[language] + raises,
    evidence_ids: [...(finding.evidenceIds ?? [])],
  };
}

function raised(floor: number): Text {
  return {
    en: ` This alone puts the whole score at ${String(floor)} or more.`,
    zh: `仅此一项即使总分不低于 ${String(floor)}。`,
  };
}
