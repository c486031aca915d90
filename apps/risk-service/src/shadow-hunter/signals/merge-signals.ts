import type { Severity, Signal, SignalCategory } from '@tradewind/contracts';

const RANK: Readonly<Record<Severity, number>> = { positive: 0, info: 1, low: 2, medium: 3, high: 4, critical: 5 };

/**
 * How much a rule's signal weighs when the language model saw the same page and said nothing bad about it. Rules read words, not
 * meaning, so they are believed less; but a model that was talked out of a finding must not make it disappear.
 */
const UNCONFIRMED_AT_MOST: Readonly<Record<SignalCategory, Severity>> = {
  sanctions: 'high',
  litigation: 'medium',
  adverse_news: 'medium',
  registration: 'medium',
  trade_record: 'low',
  web_presence: 'low',
};

/**
 * The model's signals, and those serious ones of the rules that the model passed over. Worst first.
 */
export function mergeSignals(fromModel: readonly Signal[], fromRules: readonly Signal[]): Signal[] {
  const passedOver = fromRules
    .filter((rule) => RANK[rule.severity] >= RANK.high && !fromModel.some((signal) => confirms(signal, rule)))
    .map((rule) => ({ ...rule, severity: milder(rule.severity, UNCONFIRMED_AT_MOST[rule.category]) }));
  return worstFirst([...fromModel, ...passedOver]);
}

export function worstFirst(signals: readonly Signal[]): Signal[] {
  return [...signals].sort((a, b) => RANK[b.severity] - RANK[a.severity]);
}

/** The model drew something bad from one of the pages the rule rests on. */
function confirms(signal: Signal, rule: Signal): boolean {
  return RANK[signal.severity] >= RANK.medium && signal.evidence_ids.some((id) => rule.evidence_ids.includes(id));
}

function milder(a: Severity, b: Severity): Severity {
  return RANK[a] <= RANK[b] ? a : b;
}
