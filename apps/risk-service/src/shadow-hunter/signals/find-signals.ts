import type { AnswerLanguage, Evidence, Signal } from '@tradewind/contracts';
import { clip } from '../../text/clip.js';
import { NEGATION_AFTER, NEGATION_BEFORE, SIGNAL_RULES, type SignalRule } from './rules.js';

const SENTENCE_END = /(?<=[.!?;。！？；])\s+|(?<=[。！？；])|\s…\s/u;
const MAX_QUOTE_CHARACTERS = 240;
const SAFE = new Set<Signal['severity']>(['positive', 'info']);

/** The signals that {@link SIGNAL_RULES} find in the evidence: one per rule, resting on every page it matches. */
export function findSignals(evidence: readonly Evidence[], language: AnswerLanguage = 'en'): Signal[] {
  const found = new Map<SignalRule, { quote: string; ids: string[] }>();
  for (const item of evidence) {
    const taken = new Set<Signal['category']>();
    for (const rule of SIGNAL_RULES) {
      if (taken.has(rule.category)) continue;
      const quote = matchingSentence(item, rule);
      if (quote === undefined) continue;
      taken.add(rule.category);
      const known = found.get(rule);
      if (known) known.ids.push(item.evidence_id);
      else found.set(rule, { quote, ids: [item.evidence_id] });
    }
  }
  return [...found].map(([rule, { quote, ids }]) => ({
    category: rule.category,
    severity: rule.severity,
    statement: stated(rule.label[language], shorten(quote.trim()), language),
    evidence_ids: ids,
    quote: shorten(quote.trim()),
    origin: 'rule',
  }));
}

function matchingSentence(item: Evidence, rule: SignalRule): string | undefined {
  const sentences = [item.title, ...item.snippet.split(SENTENCE_END)];
  return sentences.find((sentence) => {
    const match = rule.pattern.exec(sentence);
    if (match === null) return false;
    if (SAFE.has(rule.severity)) return true;
    const before = sentence.slice(0, match.index);
    const after = sentence.slice(match.index + match[0].length);
    return !NEGATION_BEFORE.test(before) && !NEGATION_AFTER.test(after);
  });
}

function stated(label: string, quote: string, language: AnswerLanguage): string {
  return language === 'zh' ? `${label}：“${quote}”` : `${label}: “${quote}”`;
}

function shorten(text: string): string {
  const clipped = clip(text, MAX_QUOTE_CHARACTERS);
  return clipped === text ? text : `${clipped}…`;
}
