import { simplified } from '../../text/simplified.js';
import { type Stance, readable, stanceOn } from './stance.js';
import { SIGNAL_RULES, type SignalRule } from './rules.js';

/** One rule that a sentence matches, and how the sentence takes it. */
export interface Finding {
  readonly rule: SignalRule;
  readonly stance: Stance;
}

/** What the rules find in one sentence. A rule that a sentence both denies and reports ("not sued but bankrupt") is reported. */
export function findingsIn(sentence: string, rules: readonly SignalRule[] = SIGNAL_RULES): Finding[] {
  const matching = rules.filter((rule) => patternsFor(sentence, rule).some((pattern) => holds(sentence, pattern)));
  // Most sentences hold none of the words: only the others are worth a closer reading.
  if (matching.length === 0) return [];
  const text = readable(sentence);
  return matching.flatMap((rule) => {
    const stances = new Set(
      patternsFor(text, rule).flatMap((pattern) =>
        [...text.matchAll(pattern)].map((match) => stanceOn(text, match.index, match.index + match[0].length)),
      ),
    );
    const stance = (['asserted', 'supposed', 'denied'] as const).find((each) => stances.has(each));
    return stance === undefined ? [] : [{ rule, stance }];
  });
}

const CHINESE_OR_JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** The rule's patterns in the scripts the text is written in; they stand in the order English, Spanish, Chinese, Russian. */
function patternsFor(text: string, { patterns }: SignalRule): readonly RegExp[] {
  const [english, spanish, chinese, russian] = patterns;
  return [
    english,
    spanish,
    ...(CHINESE_OR_JAPANESE.test(text) ? [chinese] : []),
    ...(CYRILLIC.test(text) ? [russian] : []),
  ];
}

function holds(sentence: string, pattern: RegExp): boolean {
  return (CHINESE_OR_JAPANESE.test(sentence) ? simplified(sentence) : sentence).search(pattern) >= 0;
}
