import { type Stance, readable, stanceOn } from './stance.js';
import { SIGNAL_RULES, type SignalRule } from './rules.js';

/** One rule that a sentence matches, and how the sentence takes it. */
export interface Finding {
  readonly rule: SignalRule;
  readonly stance: Stance;
}

/** What the rules find in one sentence. A rule that a sentence both denies and reports ("not sued but bankrupt") is reported. */
export function findingsIn(sentence: string, rules: readonly SignalRule[] = SIGNAL_RULES): Finding[] {
  const text = readable(sentence);
  return rules.flatMap((rule) => {
    const stances = new Set(
      rule.patterns.flatMap((pattern) =>
        [...text.matchAll(pattern)].map((match) => stanceOn(text, match.index, match.index + match[0].length)),
      ),
    );
    const stance = (['asserted', 'supposed', 'denied'] as const).find((each) => stances.has(each));
    return stance === undefined ? [] : [{ rule, stance }];
  });
}

/** Whether the sentence reports the rule's finding. */
export function reports(sentence: string, rule: SignalRule): boolean {
  return findingsIn(sentence, [rule])[0]?.stance === 'asserted';
}
