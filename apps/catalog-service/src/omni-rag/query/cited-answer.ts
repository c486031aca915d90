import type { Passage, RagAnswer } from '@tradewind/contracts';
import { passageText } from './passage-text.js';
import { isSupported } from './supported.js';

/** A sentence as the model wrote it. */
export interface WrittenSentence {
  text: string;
  citations: string[];
}

const MARKER = /\s*\[psg_[^\]]*\]/g;
const FULL_WIDTH_END = /[。！？]$/;

/**
 * Keeps the sentences that rest on passages the model was given and say no figure that does not stand there; counts the rest.
 * Null when none is left.
 */
export function citedAnswer(
  written: readonly WrittenSentence[],
  passages: readonly Passage[],
  question: string,
): { answer: RagAnswer | null; dropped: number } {
  const textOf = new Map(passages.map((passage) => [passage.passage_id, passageText(passage)]));
  const given = written
    .map(({ text, citations }) => ({ text: text.replace(MARKER, '').trim(), citations: [...new Set(citations)] }))
    .filter(({ text }) => text !== '');
  const sentences = given.filter(({ text, citations }) => {
    const cited = citations.flatMap((id) => textOf.get(id) ?? []);
    return cited.length > 0 && cited.length === citations.length && isSupported(text, cited, question);
  });
  const dropped = given.length - sentences.length;
  if (sentences.length === 0) return { answer: null, dropped };
  const answer: RagAnswer = {
    text: sentences.map(shown).join('').trim(),
    citations: [...new Set(sentences.flatMap(({ citations }) => citations))],
    sentences,
    dropped_sentences: dropped,
  };
  return { answer, dropped };
}

/** A sentence with its citations behind it, as footnotes stand; Chinese needs no space between sentences. */
function shown({ text, citations }: WrittenSentence): string {
  const marks = citations.map((id) => `[${id}]`).join('');
  return FULL_WIDTH_END.test(text) ? `${text}${marks}` : `${text} ${marks} `;
}
