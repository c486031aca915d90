import { isStopWord } from './stop-words.js';
import { tokenise } from './tokeniser.js';

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

/** Where in a text, from and to, what is wanted stands: whole words, and of a run of Han the stretches that are covered. */
export function matchedSpans(wanted: ReadonlySet<string>, text: string): [from: number, to: number][] {
  const spans: [number, number][] = [];
  for (const match of text.matchAll(WRITTEN_WORDS)) {
    const [written] = match;
    const hits = tokenise(written).filter(({ term }) => wanted.has(term));
    if (hits.length === 0) continue;
    // Han is written without spaces: of a run only the matching stretches are meant.
    const inWord = HAN.test(written)
      ? stretches(
          written,
          hits.map(({ surface }) => surface),
        )
      : [trimmed(written)];
    for (const [from, to] of inWord) spans.push([match.index + from, match.index + to]);
  }
  return spans;
}

/** The words of a field that are wanted, spelt as the field spells them, each once. */
export function matchedWords(wanted: ReadonlySet<string>, field: string | null | undefined): string[] {
  if (!field) return [];
  return [...new Set(matchedSpans(wanted, field).map(([from, to]) => field.slice(from, to)))];
}

/** A word without the dots, apostrophes and hyphens around it. */
function trimmed(written: string): [from: number, to: number] {
  const from = /^[.'-]*/.exec(written)?.[0].length ?? 0;
  return [from, Math.max(from, written.replace(/[.'-]+$/, '').length)];
}

/** The longest stretches of a text that are covered by words in it. */
function stretches(text: string, words: readonly string[]): [from: number, to: number][] {
  const covered = new Array<boolean>(text.length).fill(false);
  const lower = text.toLowerCase();
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
      covered.fill(true, at, at + word.length);
  }
  const found: [number, number][] = [];
  for (let from = covered.indexOf(true); from >= 0;) {
    const end = covered.indexOf(false, from);
    const to = end < 0 ? text.length : end;
    found.push([from, to]);
    from = covered.indexOf(true, to);
  }
  return found;
}
