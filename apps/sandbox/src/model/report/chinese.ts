import { companyOf, heaviest, otherFacts, type ReportFacts, type Signal } from './facts.js';
import { categoryName, exposureOf, levelName, termsName } from './words.js';

type Writer = (facts: ReportFacts) => string[];

/** Paragraphs of a section in Chinese. An unknown section gets everything its facts give. */
export function writeChinese(section: string, facts: ReportFacts): string[] {
  const kind = section.toLowerCase();
  const writer = writers.find(([pattern]) => pattern.test(kind))?.[1] ?? everything;
  return writer(facts);
}

const writers: [RegExp, Writer][] = [
  [
    /summary|overview|摘要/,
    (facts) => [...verdict(facts), ...reasons(facts, 3), ...worstSignals(facts, 2), ...order(facts)],
  ],
  [/background|buyer|company|profile|背景/, (facts) => [...bySignal(facts), ...gaps(facts)]],
  [/payment|order|credit|financ|付款/, (facts) => [...order(facts), ...reasons(facts, 4)]],
  [/route|goods|logistic|country|shipping|路线/, (facts) => [...journey(facts), ...reasons(facts, 4)]],
  [/recommend|mitigation|next|action|建议/, (facts) => [...verdict(facts), ...advice(facts)]],
];

function everything(facts: ReportFacts): string[] {
  const others = otherFacts(facts).map(([label, value]) => `- **${label}**：${value}`);
  return [
    ...verdict(facts),
    ...reasons(facts, 3),
    ...bySignal(facts),
    ...order(facts),
    ...advice(facts),
    others.join('\n'),
  ];
}

function verdict(facts: ReportFacts): string[] {
  const { name, country } = companyOf(facts);
  const who = name === null ? '该买方' : `**${name}**${country === null ? '' : `（${country}）`}`;
  const level = facts.risk_level ? `风险等级为**${levelName('zh', facts.risk_level)}**` : '';
  if (typeof facts.score === 'number')
    return [`${who}的风险评分为${facts.score}分（满分100分，0分最安全）${level === '' ? '' : `，${level}`}。`];
  return level === '' ? [] : [`${who}的${level}。`];
}

function reasons(facts: ReportFacts, count: number): string[] {
  const factors = heaviest(facts.factors ?? [], count);
  if (factors.length === 0) return [];
  return [
    factors
      .map(
        (factor) =>
          `- **${factor.label ?? factor.factor ?? '因素'}**（风险${factor.risk ?? '未评'}）：${sentence(factor.reason ?? '未说明理由')}`,
      )
      .join('\n'),
  ];
}

function worstSignals(facts: ReportFacts, count: number): string[] {
  const grave = (facts.signals ?? [])
    .filter(({ severity }) => severity === 'critical' || severity === 'high')
    .slice(0, count);
  if (grave.length > 0) return [`最需关注的是：${grave.map(cited).join('')}`];
  const good = (facts.signals ?? []).filter(({ severity }) => severity === 'positive').slice(0, count);
  return good.length > 0 ? [`有利方面：${good.map(cited).join('')}`] : [];
}

function bySignal(facts: ReportFacts): string[] {
  const signals = facts.signals ?? [];
  const { name } = companyOf(facts);
  if (signals.length === 0) return [`背景调查未发现可归属于${name ?? '该买方'}的信息。`];
  const categories = [...new Set(signals.map(({ category }) => category))];
  return [
    categories
      .map((category) => {
        const own = signals.filter((signal) => signal.category === category);
        return `- **${categoryName('zh', category)}**：${own.map(cited).join('')}`;
      })
      .join('\n'),
  ];
}

function gaps(facts: ReportFacts): string[] {
  const missing = facts.not_completed ?? [];
  return missing.length === 0 ? [] : [`以下环节未能完成：${missing.join('、')}，结论的可靠性因此降低。`];
}

function order({ order }: ReportFacts): string[] {
  if (!order) return [];
  const value = order.value ? `订单金额为**${order.value.amount} ${order.value.currency}**` : '';
  const terms = order.payment_terms ? `付款方式为${termsName('zh', order.payment_terms)}` : '';
  const parts = [value, terms].filter((part) => part !== '').join('，');
  const danger = order.payment_terms ? (exposureOf('zh', order.payment_terms) ?? '') : '';
  return parts === '' ? [] : [`${parts}。${danger}`];
}

function journey(facts: ReportFacts): string[] {
  const { order } = facts;
  const { country } = companyOf(facts);
  const parts = [
    order?.goods ? `货物为${order.goods}` : '',
    order?.route ? `由${order.route.from}运往${order.route.to}` : '',
    country === null ? '' : `买方位于${country}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`${parts.join('，')}。`];
}

function advice(facts: ReportFacts): string[] {
  const stance: Record<string, string> = {
    low: '可按约定条款发货。',
    medium: '满足以下条件后可以发货。',
    high: '不建议按现有条款发货，须先落实以下措施。',
    critical: '不建议发货。',
    unknown: '信息不足，建议进一步了解后再决定。',
  };
  const mitigations = facts.mitigations ?? [];
  return [stance[facts.risk_level ?? ''] ?? '', mitigations.map((one) => `- ${sentence(one)}`).join('\n')].filter(
    (paragraph) => paragraph !== '',
  );
}

function cited(signal: Signal): string {
  return `${sentence(signal.statement)}${(signal.evidence_ids ?? []).map((id) => `[${id}]`).join('')}`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?。！？…]$/.test(trimmed) ? trimmed : `${trimmed}。`;
}
