import anyAscii from 'any-ascii';
import { LEGAL_FORMS } from '../../shadow-hunter/names/legal-forms.js';
import {
  EMPTY_WORDS,
  FURTHER_FORMS,
  GENERIC_WORDS,
  HAN_FORMS,
  HAN_WORDS,
  LOAN_WORDS,
  LONG_FORMS,
  STANDS_FOR,
} from './vocabulary.js';

/**
 * Names are stored folded, and found by that: lists folded otherwise must be imported again. Raised with every change of what
 * {@link foldedText} makes of a name; folding.spec.ts notices one.
 */
export const FOLDING = 2;

/** One word of a name in comparable form: lower-case ASCII. */
export interface NameWord {
  readonly text: string;
  /** What it says about identity, 0 to 1: "trading" is in thousands of names, "Ostrovia" is not. */
  readonly weight: number;
  /** Read from Chinese characters: two that sound nearly alike are two different words, not a mistyped one. */
  readonly spoken: boolean;
}

/** A name of a company or person as names are compared: any script, any legal form, any spelling of the marks. */
export interface FoldedName {
  readonly words: readonly NameWord[];
  /** The legal form's family, when the name states one. */
  readonly form: string | undefined;
  /** Written in a script without vowels (Arabic, Hebrew): only its consonants can be compared. */
  readonly consonantal: boolean;
}

const HAN = /\p{Script=Han}+/gu;
const CONSONANTAL = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** "广东省深圳市": where a company sits stands before its name. */
const HAN_PLACE = /^(\p{Script=Han}{2,3}省)?(\p{Script=Han}{2,3}市)?/u;
const GENERIC_WEIGHT = 0.3;
const EMPTY_WEIGHT = 0.1;
/** Particles and single letters. */
const SMALL_WEIGHT = 0.35;
const SMALL = new Set(['of', 'the', 'for', 'de', 'del', 'la', 'le', 'el', 'al', 'bin', 'ibn', 'da', 'di']);

/** Small words with one meaning. */
const SAME_WORD: Readonly<Record<string, string>> = { el: 'al', und: 'and', et: 'and', y: 'and' };

/** Spelling → family; the longest first, so that "co ltd" is taken before "ltd". */
const FORMS = [
  ...Object.entries(LEGAL_FORMS).flatMap(([family, spellings]) =>
    spellings.map((spelling) => [family, spelling] as const),
  ),
  ...FURTHER_FORMS,
]
  .map(([family, spelling]) => ({ family, words: wordsIn(anyAscii(spelling)) }))
  .sort((a, b) => b.words.length - a.words.length);

/** Takes a name apart for comparison. */
export function foldName(name: string): FoldedName {
  const written = [...LONG_FORMS, ...LOAN_WORDS].reduce(
    (text, [pattern, word]) => text.replace(pattern, ` ${word} `),
    name.normalize('NFKC'),
  );
  const spoken = new Set<string>();
  const latin = anyAscii(written.replace(HAN, (run) => ` ${readHan(run, spoken)} `));
  const { words, form } = withoutForms(wordsIn(latin));
  const meant = words.map((word) => (Object.hasOwn(STANDS_FOR, word) ? (STANDS_FOR[word] ?? word) : word));
  return {
    words: meant.map((text) => ({ text, weight: weightOf(text), spoken: spoken.has(text) })),
    form,
    consonantal: CONSONANTAL.test(name),
  };
}

/** The text candidates are found by: the words with one blank between them. */
export function foldedText(name: FoldedName): string {
  return name.words.map((word) => word.text).join(' ');
}

/** Chinese words that have an English counterpart in company names become it; the rest is read aloud, places apart. */
function readHan(run: string, spoken: Set<string>): string {
  const form = HAN_FORMS.find((each) => run.endsWith(each) && run.length > each.length);
  const name = form === undefined ? run : run.slice(0, -form.length);
  const parts = name.replace(HAN_PLACE, (_, province = '', city = '') => ` ${bare(province)} ${bare(city)} `);
  const glossed = HAN_WORDS.reduce((text, [han, word]) => text.replaceAll(han, ` ${word} `), parts);
  const read = glossed.replace(HAN, (part) => {
    const sound = anyAscii(part).toLowerCase();
    spoken.add(sound);
    return sound;
  });
  return form === undefined ? read : `${read} ltd`;
}

/** A province or city without the word that says so. */
function bare(place: string): string {
  return place.slice(0, -1);
}

function wordsIn(ascii: string): string[] {
  return (
    ascii
      .toLowerCase()
      .replaceAll('&', ' and ')
      .replace(/['’`]/g, '')
      // "S.A.", "L.L.C.": dots between single letters hold an abbreviation together.
      .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
      .match(/[a-z0-9]+/g)
      // The Arabic article is written either way, and "and" in every language.
      ?.map((word) => SAME_WORD[word] ?? word) ?? []
  );
}

/** The words without the legal forms at either end, as long as something is left. */
function withoutForms(all: readonly string[]): { words: string[]; form: string | undefined } {
  let words = [...all];
  let form: string | undefined;
  for (let found = true; found;) {
    const left = words;
    const last = FORMS.find(
      ({ words: f }) => f.length < left.length && f.every((w, i) => left[left.length - f.length + i] === w),
    );
    const first = FORMS.find(({ words: f }) => f.length < left.length && f.every((w, i) => left[i] === w));
    if (last) words = words.slice(0, -last.words.length);
    else if (first) words = words.slice(first.words.length);
    form ??= (last ?? first)?.family;
    found = last !== undefined || first !== undefined;
  }
  return { words, form };
}

function weightOf(word: string): number {
  if (EMPTY_WORDS.has(word)) return EMPTY_WEIGHT;
  if (GENERIC_WORDS.has(word)) return GENERIC_WEIGHT;
  if (word.length === 1 || SMALL.has(word)) return SMALL_WEIGHT;
  return 1;
}
