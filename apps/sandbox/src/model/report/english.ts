import { companyOf, heaviest, otherFacts, type Factor, type ReportFacts, type Signal } from './facts.js';
import { categoryName, exposureOf, levelName, termsName } from './words.js';

type Writer = (facts: ReportFacts) => string[];

/** Paragraphs of a section in English. An unknown section gets everything its facts give. */
export function writeEnglish(section: string, facts: ReportFacts): string[] {
  const kind = section.toLowerCase();
  const writer = writers.find(([pattern]) => pattern.test(kind))?.[1] ?? everything;
  return writer(facts);
}

const writers: [RegExp, Writer][] = [
  [
    /summary|overview/,
    (facts) => [...verdict(facts), ...reasons(facts, 3), ...worstSignals(facts, 2), ...order(facts)],
  ],
  [/background|buyer|company|profile/, (facts) => [...bySignal(facts), ...gaps(facts)]],
  [/payment|order|credit|financ/, (facts) => [...order(facts), ...reasons(facts, 4)]],
  [/route|goods|logistic|country|shipping/, (facts) => [...journey(facts), ...reasons(facts, 4)]],
  [/recommend|mitigation|next|action/, (facts) => [...verdict(facts), ...advice(facts)]],
];

function everything(facts: ReportFacts): string[] {
  const others = otherFacts(facts).map(([label, value]) => `- **${label}**: ${value}`);
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
  const who = name === null ? 'The buyer' : `**${name}**${country === null ? '' : ` (${country})`}`;
  if (typeof facts.score === 'number') {
    const level = facts.risk_level ? `, which is a **${levelName('en', facts.risk_level)}** risk` : '';
    return [`${who} scores ${facts.score} out of 100${level}; 0 would be safe and 100 the worst.`];
  }
  return facts.risk_level ? [`The risk of ${who} is rated **${levelName('en', facts.risk_level)}**.`] : [];
}

function reasons(facts: ReportFacts, count: number): string[] {
  const factors = heaviest(facts.factors ?? [], count);
  if (factors.length === 0) return [];
  return [
    factors
      .map(
        (factor) =>
          `- **${labelOf(factor)}** (risk ${factor.risk ?? 'not rated'}): ${sentence(factor.reason ?? 'no reason was given')}`,
      )
      .join('\n'),
  ];
}

function worstSignals(facts: ReportFacts, count: number): string[] {
  const grave = (facts.signals ?? [])
    .filter(({ severity }) => severity === 'critical' || severity === 'high')
    .slice(0, count);
  if (grave.length > 0) return [`What weighs most: ${grave.map(cited).join(' ')}`];
  const good = (facts.signals ?? []).filter(({ severity }) => severity === 'positive').slice(0, count);
  return good.length > 0 ? [`In its favour: ${good.map(cited).join(' ')}`] : [];
}

function bySignal(facts: ReportFacts): string[] {
  const signals = facts.signals ?? [];
  const { name } = companyOf(facts);
  if (signals.length === 0)
    return [`The background check found nothing that can be attributed to ${name ?? 'the buyer'}.`];
  const categories = [...new Set(signals.map(({ category }) => category))];
  return [
    categories
      .map((category) => {
        const own = signals.filter((signal) => signal.category === category);
        return `- **${capital(categoryName('en', category))}**: ${own.map(cited).join(' ')}`;
      })
      .join('\n'),
  ];
}

function gaps(facts: ReportFacts): string[] {
  const missing = facts.not_completed ?? [];
  return missing.length === 0
    ? []
    : [`The check could not complete: ${missing.join(', ')}. Its result is the weaker for that.`];
}

function order({ order }: ReportFacts): string[] {
  if (!order) return [];
  const value = order.value ? `${order.value.amount} ${order.value.currency}` : null;
  const parts = [
    value === null ? '' : `The order is worth **${value}**`,
    order.payment_terms ? `${value === null ? 'Payment is' : ', paid'} by ${termsName('en', order.payment_terms)}` : '',
  ].join('');
  const danger = order.payment_terms ? exposureOf('en', order.payment_terms) : undefined;
  return parts === '' ? [] : [`${parts}.${danger === undefined ? '' : ` ${danger}`}`];
}

function journey(facts: ReportFacts): string[] {
  const { order } = facts;
  const { country } = companyOf(facts);
  const goods = order?.goods ? `The goods are ${order.goods}` : 'The goods';
  const route = order?.route
    ? ` ${order.goods ? 'and travel' : 'travel'} from ${order.route.from} to ${order.route.to}`
    : '';
  const where = country === null ? '' : ` The buyer is in ${country}.`;
  if (!order?.goods && route === '') return where === '' ? [] : [where.trim()];
  return [`${goods}${route}.${where}`];
}

function advice(facts: ReportFacts): string[] {
  const level = facts.risk_level ?? '';
  const stance: Record<string, string> = {
    low: 'The order can be shipped on the agreed terms.',
    medium: 'The order can be shipped once the following conditions are met.',
    high: 'The order should not be shipped on these terms; the following would have to be in place first.',
    critical: 'The order should not be shipped.',
    unknown: 'There is too little information to recommend shipping; find out more first.',
  };
  const mitigations = facts.mitigations ?? [];
  return [stance[level] ?? '', mitigations.map((one) => `- ${sentence(one)}`).join('\n')].filter(
    (paragraph) => paragraph !== '',
  );
}

function cited(signal: Signal): string {
  const references = (signal.evidence_ids ?? []).map((id) => `[${id}]`).join('');
  return `${sentence(signal.statement)}${references === '' ? '' : ` ${references}`}`;
}

function labelOf(factor: Factor): string {
  return factor.label ?? factor.factor?.replaceAll('_', ' ') ?? 'Factor';
}

function sentence(text: string): string {
  const trimmed = capital(text.trim());
  return /[.!?。！？…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
