import { isStopWord } from '../../text/stop-words.js';
import { tokenise } from '../../text/tokeniser.js';

/** Pieces of a field as they are written there: split at spaces and punctuation that stands between words. */
const WRITTEN_WORDS = /[^\s,;:!?()[\]{}"“”‘’，。；：！？（）、【】《》]+/gu;
const HAN = /\p{Script=Han}/u;

/** What can be matched of a text. Lone letters and digits say nothing by themselves. */
export function wantedTerms(text: string): ReadonlySet<string> {
  const tokens = tokenise(text).filter(
    ({ surface, kind }) => !isStopWord(surface) && (surface.length > 1 || kind === 'han'),
  );
  return new Set(tokens.map(({ term }) => term));
}

/** The words of a field that are wanted, spelt as the field spells them, each once. */
export function matchedWords(wanted: ReadonlySet<string>, field: string | null | undefined): string[] {
  if (!field) return [];
  const words: string[] = [];
  for (const [written] of field.matchAll(WRITTEN_WORDS)) {
    const hits = tokenise(written).filter(({ term }) => wanted.has(term));
    if (hits.length === 0) continue;
    // Han is written without spaces: of a run only the matching words are meant, the longest of those that overlap.
    if (HAN.test(written))
      words.push(...longest(hits.map(({ surface }) => surface).filter((surface) => written.includes(surface))));
    else words.push(written.replace(/^[.'-]+|[.'-]+$/g, ''));
  }
  return [...new Set(words)];
}

function longest(words: readonly string[]): string[] {
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}
