import type { Evidence, Signal } from '@tradewind/contracts';
import { sentencesOf } from '../../text/sentences.js';
import { bare } from '../evidence/quote.js';
import { findingsIn } from '../signals/findings.js';
import { SIGNAL_RULES } from '../signals/rules.js';

const HARMLESS = new Set<Signal['severity']>(['positive', 'info']);
const BAD_RULES = SIGNAL_RULES.filter((rule) => !HARMLESS.has(rule.severity));

/**
 * Whether the words a claim rests on say its opposite: they deny or merely suppose something bad, and report nothing bad. Quotations
 * are read with the whole sentences they were cut out of, so that "listed on a sanctions list" cannot be cut out of "is not listed …".
 * Words of which the rules understand nothing contradict nothing.
 */
export function saysTheOpposite(
  claim: Pick<Signal, 'severity' | 'category'>,
  quotes: readonly string[],
  sources: readonly Pick<Evidence, 'title' | 'snippet'>[],
): boolean {
  if (HARMLESS.has(claim.severity)) return false;
  const all = sources.flatMap(({ title, snippet }) => [title, ...sentencesOf(snippet)]);
  const read = quotes.length === 0 ? all : quotes.flatMap((quote) => sentencesAround(quote, all));
  const findings = read.flatMap((sentence) => findingsIn(sentence, BAD_RULES));
  const onTopic = findings.filter(({ rule }) => rule.category === claim.category);
  const decisive = onTopic.length > 0 ? onTopic : findings;
  return decisive.length > 0 && decisive.every(({ stance }) => stance !== 'asserted');
}

/** The sentences of the sources that hold a part of the quotation, or are part of it; the quotation itself when there are none. */
function sentencesAround(quote: string, sentences: readonly string[]): string[] {
  const wanted = bare(quote);
  const around = sentences.filter((sentence) => {
    const text = bare(sentence);
    return text !== '' && (text.includes(wanted) || (text.length >= 8 && wanted.includes(text)));
  });
  return around.length === 0 ? [quote] : around;
}
