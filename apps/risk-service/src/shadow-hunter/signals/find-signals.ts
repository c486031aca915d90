import type { AnswerLanguage, Evidence, Signal } from '@tradewind/contracts';
import { eachInSlices } from '../../event-loop/slices.js';
import { clip } from '../../text/clip.js';
import { sentencesOf } from '../../text/sentences.js';
import type { CompanyName } from '../names/company-name.js';
import { speaksOfAnother } from '../names/other-company.js';
import { findingsIn } from './findings.js';
import { SIGNAL_RULES, type SignalRule } from './rules.js';

const MAX_QUOTE_CHARACTERS = 240;

/**
 * The signals that {@link SIGNAL_RULES} find in the evidence: one per rule, resting on every page that reports it. Sentences that deny or
 * only suppose a finding, or that speak of another company than one of `names`, are none. Read in slices.
 */
export async function findSignals(
  evidence: readonly Evidence[],
  language: AnswerLanguage = 'en',
  names: readonly CompanyName[] = [],
): Promise<Signal[]> {
  const found = new Map<SignalRule, { quote: string; ids: string[] }>();
  await eachInSlices(evidence, (item) => {
    const quotes = firstReports(item, names);
    const taken = new Set<Signal['category']>();
    for (const rule of SIGNAL_RULES) {
      if (taken.has(rule.category)) continue;
      const quote = quotes.get(rule);
      if (quote === undefined) continue;
      taken.add(rule.category);
      const known = found.get(rule);
      if (known) known.ids.push(item.evidence_id);
      else found.set(rule, { quote, ids: [item.evidence_id] });
    }
  });
  return [...found].map(([rule, { quote, ids }]) => ({
    category: rule.category,
    severity: rule.severity,
    statement: stated(rule.label[language], shorten(quote.trim()), language),
    evidence_ids: ids,
    quote: shorten(quote.trim()),
    origin: 'rule',
  }));
}

/** The first sentence of a page that reports each rule's finding. */
function firstReports(item: Evidence, names: readonly CompanyName[]): Map<SignalRule, string> {
  const quotes = new Map<SignalRule, string>();
  for (const sentence of [item.title, ...sentencesOf(item.snippet)]) {
    const reported = findingsIn(sentence).filter(({ rule, stance }) => stance === 'asserted' && !quotes.has(rule));
    if (reported.length === 0 || speaksOfAnother(sentence, names)) continue;
    for (const { rule } of reported) quotes.set(rule, sentence);
  }
  return quotes;
}

function stated(label: string, quote: string, language: AnswerLanguage): string {
  return language === 'zh' ? `${label}：“${quote}”` : `${label}: “${quote}”`;
}

function shorten(text: string): string {
  const clipped = clip(text, MAX_QUOTE_CHARACTERS);
  return clipped === text ? text : `${clipped}…`;
}
