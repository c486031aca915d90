import anyAscii from 'any-ascii';
import { LOAN_WORDS } from '../../watchlist/matching/vocabulary.js';
import { type CompanyName, foldWords, formFamilyAtStart } from './company-name.js';
import { HAN_LEGAL_FORMS } from './legal-forms.js';

/** How well a text names a company. */
export interface NameMatch {
  /** 0 = not named, 0.75 = its words in another order or nearly together, 1 = named exactly. */
  readonly strength: number;
  /** The text writes the name with a legal form of another family: somebody else's name. */
  readonly otherForm: boolean;
}

const NOT_NAMED: NameMatch = { strength: 0, otherForm: false };
/** Words that may stand between the parts of a name in running text. */
const SLACK_WORDS = 2;

/** Looks for a company's name in a text, whatever the legal form, case, diacritics and punctuation. */
export function findName(text: string, name: CompanyName): NameMatch {
  if (isShortName(name)) return findShort(text, name);
  if (name.script === 'han') return findHan(text, name);
  const found = findLatin(foldWords(text), name);
  if (found.strength === 1 && isOnlyInLongerNames(text, name)) return NOT_NAMED;
  return found.strength > 0 || !isInOtherAlphabet(text, name) ? found : findBySound(text, name);
}

/** "A", "LG", "宏达": without its legal form a name this short is a word, or part of a word, of any text. */
const SHORT_LETTERS = 2;

export function isShortName(name: CompanyName): boolean {
  const letters = name.script === 'han' ? foldWords(name.given).join('') : name.core.join('');
  const form = name.script === 'han' ? (name.formText?.length ?? 0) : 0;
  return letters.length - form <= SHORT_LETTERS;
}

/** A short name is named only in its own letters and case with a legal form beside it: "LG GmbH", not "lg" or "LG Foods". */
function findShort(text: string, name: CompanyName): NameMatch {
  if (name.script === 'han') {
    const stated = name.formText === undefined ? HAN_LEGAL_FORMS : [''];
    const joined = foldWords(text).join('');
    const given = foldWords(name.given).join('');
    return stated.some((form) => joined.includes(given + form)) ? { strength: 1, otherForm: false } : NOT_NAMED;
  }
  const words = wordsAsWritten(text);
  const wanted = wordsAsWritten(name.given).filter((word) => name.core.includes(foldWords(word).join('')));
  const forms = positionsOf(words, wanted).map((at) => {
    const behind = words.slice(at + wanted.length, at + wanted.length + 4).flatMap(foldWords);
    const before = words.slice(Math.max(0, at - 1), at).filter((word) => /^\p{Script=Cyrillic}/u.test(word));
    return formFamilyAtStart(behind) ?? formFamilyAtStart(before.flatMap(foldWords));
  });
  const stated = forms.filter((form) => form !== undefined);
  if (wanted.length === 0 || stated.length === 0) return NOT_NAMED;
  return { strength: 1, otherForm: name.form !== undefined && !stated.includes(name.form) };
}

function wordsAsWritten(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

const ALPHABETS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/u;

function isInOtherAlphabet(text: string, name: CompanyName): boolean {
  return ALPHABETS.test(text) || ALPHABETS.test(name.given);
}

/** "Vostok Trading" in "ООО «Восток Трейдинг»": the words as they sound, in their order; less sure than the same letters. */
function findBySound(text: string, name: CompanyName): NameMatch {
  const core = name.core.flatMap(soundsOf);
  return core.join('').length >= SOUND_AT_LEAST && positionsOf(soundsOf(text), core).length > 0
    ? { strength: 0.75, otherForm: false }
    : NOT_NAMED;
}

/** Shorter names sound like too many others. */
const SOUND_AT_LEAST = 5;

function soundsOf(text: string): string[] {
  const written = LOAN_WORDS.reduce((read, [pattern, word]) => read.replace(pattern, ` ${word} `), text);
  return foldWords(anyAscii(written)).map((word) =>
    word
      .replace(/kh/g, 'h')
      .replace(/shch|sch|sh/g, 's')
      .replace(/zh/g, 'z')
      .replace(/ts|tz/g, 'c')
      .replace(/ks/g, 'x')
      .replace(/ph/g, 'f')
      .replace(/w/g, 'v')
      .replace(/(?:iy|yy|ij|yj|[jy])/g, 'i')
      .replace(/ie|ii/g, 'i')
      .replace(/(.)\1/g, '$1'),
  );
}

function findHan(text: string, name: CompanyName): NameMatch {
  const joined = foldWords(text).join('');
  if (joined.includes(foldWords(name.given).join(''))) return { strength: 1, otherForm: false };
  // A core of two characters ("宏达") is part of thousands of names; only a longer one stands for the company.
  const core = name.core.join('');
  return core.length >= 4 && joined.includes(core) ? { strength: 0.75, otherForm: false } : NOT_NAMED;
}

function findLatin(words: readonly string[], name: CompanyName): NameMatch {
  if (name.core.length === 0) return NOT_NAMED;
  const exact = positionsOf(words, name.core);
  if (exact.length > 0) {
    const forms = exact.map((at) => formFamilyAtStart(words.slice(at + name.core.length, at + name.core.length + 4)));
    const stated = forms.filter((form) => form !== undefined);
    const otherForm = name.form !== undefined && stated.length > 0 && !stated.includes(name.form);
    return { strength: 1, otherForm };
  }
  return name.core.length > 1 && nearlyTogether(words, name.core) ? { strength: 0.75, otherForm: false } : NOT_NAMED;
}

/** The rest of a company name behind another one: capitalised words up to a legal form, nothing but blanks between. */
const REST_OF_NAME =
  /^ ((?:\p{Lu}[\p{L}\p{N}’'-]* ){1,3}?)(?:Ltd|Limited|LLC|Inc|Incorporated|Corp|Corporation|PLC|LLP|GmbH|AG|SA|SAS|SARL|SL|Srl|SpA|BV|NV|AB|AS|Oy|Pty|Pte|Pvt|Ltda|FZE|FZCO|JSC|Co)(?![\p{L}\p{N}])/u;
/** "Acme Holdings (UK) Ltd": such words name a branch or the group, which is not somebody else. */
const OF_THE_GROUP = new Set(
  'group holding holdings international intl global worldwide company co uk usa us eu europe asia china'.split(' '),
);

/** "Acme Metals Recycling Ltd" where "Acme Metals" is looked for: every mention is the beginning of a longer name. */
function isOnlyInLongerNames(text: string, name: CompanyName): boolean {
  const tokens = [...text.matchAll(/[\p{L}\p{M}\p{N}’']+|&/gu)].map((token) => ({
    word: foldWords(token[0]).join(''),
    end: token.index + token[0].length,
  }));
  const mentions = positionsOf(
    tokens.map(({ word }) => word),
    name.core,
  );
  return mentions.length > 0 && mentions.every((at) => goesOn(text.slice(tokens[at + name.core.length - 1]?.end)));
}

function goesOn(behind: string): boolean {
  const rest = foldWords(REST_OF_NAME.exec(behind)?.[1] ?? '');
  return rest.length > 0 && formFamilyAtStart(rest) === undefined && !rest.every((word) => OF_THE_GROUP.has(word));
}

function positionsOf(words: readonly string[], part: readonly string[]): number[] {
  const positions: number[] = [];
  for (let at = 0; at + part.length <= words.length; at += 1) {
    if (part.every((word, i) => words[at + i] === word)) positions.push(at);
  }
  return positions;
}

/** Whether all words of the name stand in one short stretch of the text, in any order. */
function nearlyTogether(words: readonly string[], core: readonly string[]): boolean {
  const wanted = new Set(core);
  const span = core.length + SLACK_WORDS;
  for (let at = 0; at < words.length; at += 1) {
    if (!wanted.has(words[at] ?? '')) continue;
    const stretch = new Set(words.slice(at, at + span));
    if ([...wanted].every((word) => stretch.has(word))) return true;
  }
  return false;
}
