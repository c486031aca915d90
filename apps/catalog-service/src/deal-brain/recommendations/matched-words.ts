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
    // Han is written without spaces: of a run only the matching stretches are meant.
    if (HAN.test(written))
      words.push(
        ...stretches(
          written,
          hits.map(({ surface }) => surface),
        ),
      );
    else words.push(written.replace(/^[.'-]+|[.'-]+$/g, ''));
  }
  return [...new Set(words)];
}

/** The longest stretches of a text that are covered by words in it. */
function stretches(text: string, words: readonly string[]): string[] {
  const covered = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      covered.fill(true, at, at + word.length);
  }
  const found: string[] = [];
  for (let from = covered.indexOf(true); from >= 0;) {
    const end = covered.indexOf(false, from);
    const to = end < 0 ? text.length : end;
    found.push(text.slice(from, to));
    from = covered.indexOf(true, to);
  }
  return found;
}
