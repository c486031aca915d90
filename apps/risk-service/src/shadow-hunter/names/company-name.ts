import { simplified } from '../../text/simplified.js';
import { HAN_LEGAL_FORMS, LEGAL_FORMS, OTHER_SPELLING } from './legal-forms.js';

/** A company name taken apart. All parts are folded: lower case, no diacritics, no punctuation. */
export interface CompanyName {
  /** As it was given, trimmed. */
  readonly given: string;
  /** The words that tell this company from others, without the legal form. Han text is one word. */
  readonly core: readonly string[];
  /** Family of the legal form, see {@link LEGAL_FORMS}. */
  readonly form: string | undefined;
  /** The legal form as it was written, folded. */
  readonly formText: string | undefined;
  readonly script: 'latin' | 'han';
}

const HAN = /\p{Script=Han}/u;
const HAN_PLACE = /^(?:中国)?(?:\p{Script=Han}{2,3}省)?(?:\p{Script=Han}{2,3}市)?/u;
const HAN_FORM_BEFORE = /^(?:株式会社|有限会社|合同会社)/u;
const LETTERS_NFKD_LEAVES: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};

/** form spelling → family, the longest spelling first, so that "co ltd" is found before "ltd". */
const FORMS = Object.entries(LEGAL_FORMS)
  .flatMap(([family, spellings]) => spellings.map((spelling) => ({ family, words: foldWords(spelling) })))
  .sort((a, b) => b.words.length - a.words.length);

/** The words of a text in comparable form: lower case, no diacritics, no punctuation, "&" as "and", Chinese in simplified characters. */
export function foldWords(text: string): string[] {
  const folded = simplified(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđłıþ]/g, (letter) => LETTERS_NFKD_LEAVES[letter] ?? letter)
    .replaceAll('&', ' and ')
    .replace(/['’]/g, '');
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function parseCompanyName(given: string): CompanyName {
  const trimmed = given.trim().replace(/\s+/g, ' ');
  return HAN.test(trimmed) ? parseHan(trimmed) : parseLatin(trimmed);
}

function parseHan(given: string): CompanyName {
  const joined = foldWords(given).join('').replace(HAN_FORM_BEFORE, '');
  const formText = HAN_LEGAL_FORMS.find((form) => joined.endsWith(form) && joined.length > form.length);
  const withoutForm = formText === undefined ? joined : joined.slice(0, -formText.length);
  const withoutPlace = withoutForm.replace(HAN_PLACE, '');
  const core = withoutPlace.length >= 2 ? withoutPlace : withoutForm;
  return { given, core: [core], form: formText && 'han', formText, script: 'han' };
}

function parseLatin(given: string): CompanyName {
  const words = foldWords(given);
  const ending = formEnding(words);
  const form = ending ?? formBeginning(words);
  const core =
    form === undefined ? words : form === ending ? words.slice(0, -form.words.length) : words.slice(form.words.length);
  return { given, core, form: form?.family, formText: form?.words.join(' '), script: 'latin' };
}

/** The legal form a list of words ends with, if something is left before it. */
function formEnding(words: readonly string[]) {
  return FORMS.find(
    (form) =>
      form.words.length < words.length && form.words.every((word, i) => words.at(i - form.words.length) === word),
  );
}

/** The Cyrillic legal form a list of words begins with: in other alphabets a short word there is part of the name. */
function formBeginning(words: readonly string[]) {
  return FORMS.find(
    (form) =>
      form.words.length < words.length &&
      /^\p{Script=Cyrillic}/u.test(form.words[0] ?? '') &&
      form.words.every((word, i) => words[i] === word),
  );
}

/** The family of the legal form that starts a list of words, if one does. */
export function formFamilyAtStart(words: readonly string[]): string | undefined {
  return FORMS.find((form) => form.words.every((word, i) => words[i] === word))?.family;
}

/**
 * The names one company goes by: the given one, what stands in brackets behind it, and company names in the other script
 * that the caller wrote into the notes. The given name comes first; at most four.
 */
export function namesOf(companyName: string, notes = ''): CompanyName[] {
  const bracketed = [...companyName.matchAll(/[（(]([^）)]{2,100})[）)]/g)].map((match) => match[1] ?? '');
  const outside = companyName.replace(/[（(][^）)]*[）)]/g, ' ').trim() || companyName;
  const inNotes = notes.match(/\p{Script=Han}{2,30}(?:有限公司|有限责任公司|有限責任公司|集团|集團|公司)/gu) ?? [];
  // A bracketed part counts only when it is a name in the other script: "(UK)" or "(formerly …)" is not an alias.
  const aliases = [...bracketed, ...inNotes].filter((text) => HAN.test(text) !== HAN.test(outside));
  const unique = new Map([outside, ...aliases].map((text) => [foldWords(text).join(' '), text]));
  return [...unique.values()].slice(0, 4).map(parseCompanyName);
}

/** Spellings worth searching for, the most exact first: as given, without the legal form, with the form written the other way. */
export function searchVariants(name: CompanyName): string[] {
  if (name.script === 'han') return [...new Set([name.given, name.core.join('')])];
  const bare = name.formText === undefined ? name.given : withoutForm(name);
  const other = name.formText === undefined ? undefined : OTHER_SPELLING[name.formText];
  return [...new Set([name.given, bare, ...(other === undefined ? [] : [`${bare} ${other}`])])];
}

/** The given spelling without its legal form, letters and case kept. */
function withoutForm(name: CompanyName): string {
  const words = name.given.split(' ');
  const first = words.slice(1).join(' ');
  if (foldWords(words[0] ?? '').join(' ') === name.formText) return first;
  for (let kept = words.length - 1; kept > 0; kept -= 1) {
    const bare = words
      .slice(0, kept)
      .join(' ')
      .replace(/[,，.]+$/, '');
    if (foldWords(bare).length <= name.core.length) return bare;
  }
  return name.given;
}
