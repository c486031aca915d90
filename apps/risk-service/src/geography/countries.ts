/** A country as it is known here: ISO 3166-1 alpha-2 code and its names in the two working languages. */
export interface Country {
  code: string;
  en: string;
  zh: string;
}

/** Names in daily use that the CLDR names do not cover, in lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  america: 'US',
  'united states of america': 'US',
  uae: 'AE',
  'u.a.e.': 'AE',
  holland: 'NL',
  'the netherlands': 'NL',
  turkey: 'TR',
  turkiye: 'TR',
  'czech republic': 'CZ',
  korea: 'KR',
  'republic of korea': 'KR',
  dprk: 'KP',
  'viet nam': 'VN',
  burma: 'MM',
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
  prc: 'CN',
  "people's republic of china": 'CN',
  'mainland china': 'CN',
  'ivory coast': 'CI',
  'russian federation': 'RU',
  'democratic republic of the congo': 'CD',
  'british virgin islands': 'VG',
  英国: 'GB',
  香港: 'HK',
  澳门: 'MO',
  阿联酋: 'AE',
};

/** Adjectives of the countries most met in trade, in lower case: "the German importer" names a country as well. */
const DEMONYMS: Readonly<Record<string, string>> = {
  british: 'GB',
  english: 'GB',
  american: 'US',
  chinese: 'CN',
  german: 'DE',
  french: 'FR',
  italian: 'IT',
  spanish: 'ES',
  dutch: 'NL',
  polish: 'PL',
  turkish: 'TR',
  russian: 'RU',
  indian: 'IN',
  japanese: 'JP',
  korean: 'KR',
  vietnamese: 'VN',
  nigerian: 'NG',
  kenyan: 'KE',
  egyptian: 'EG',
  brazilian: 'BR',
  mexican: 'MX',
  canadian: 'CA',
  australian: 'AU',
  singaporean: 'SG',
  malaysian: 'MY',
  indonesian: 'ID',
  thai: 'TH',
  emirati: 'AE',
  iranian: 'IR',
  ukrainian: 'UA',
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Codes the CLDR names although they are not countries one can ship to. */
const NOT_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);
/** Superseded codes the CLDR maps to their successors' names. */
const RETIRED = new Set([
  'BU',
  'CS',
  'DD',
  'DY',
  'FX',
  'HV',
  'NH',
  'RH',
  'SU',
  'TP',
  'UK',
  'VD',
  'YD',
  'YU',
  'ZR',
  'AN',
  'NT',
  'QU',
]);

const countries = new Map<string, Country>();
const byName = new Map<string, string>();

const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const chinese = new Intl.DisplayNames(['zh-Hans'], { type: 'region', fallback: 'none' });
for (const first of LETTERS) {
  for (const second of LETTERS) {
    const code = first + second;
    const en = english.of(code);
    if (en === undefined || NOT_COUNTRIES.has(code) || RETIRED.has(code)) continue;
    const zh = chinese.of(code) ?? en;
    countries.set(code, { code, en, zh });
    byName.set(fold(en), code);
    byName.set(zh, code);
  }
}
/** Languages of further pages; names that mean something else in English or are a city's as well stay out. */
const FURTHER_LANGUAGES = ['es', 'ru', 'ja'];
const NOT_IN_OTHER_WORDS = new Set(['granada', 'san martin', 'guinea']);
for (const language of FURTHER_LANGUAGES) {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  for (const code of countries.keys()) {
    const given = names.of(code) ?? '';
    // Folding would take the marks off kana, which are letters of their own.
    const name = /\p{Script=Katakana}/u.test(given) ? given : fold(given);
    if (name !== '' && !byName.has(name) && !NOT_IN_OTHER_WORDS.has(name)) byName.set(name, code);
  }
}
for (const [alias, code] of Object.entries(ALIASES)) byName.set(fold(alias), code);

/** Russian names decline: "Россия", "в России". Those of one word, by what stays the same; two with the same stem are left out. */
const RUSSIAN_STEMS = new Map<string, string | undefined>();
for (const [name, code] of byName) {
  if (!/^\p{Script=Cyrillic}{4,}$/u.test(name)) continue;
  const stem = russianStem(name);
  RUSSIAN_STEMS.set(stem, RUSSIAN_STEMS.has(stem) ? undefined : code);
}

const FIRST_WORDS = new Set([...byName.keys()].map((name) => name.split(' ')[0] ?? ''));
const MAX_NAME_WORDS = Math.max(...[...byName.keys()].map((name) => name.split(' ').length));
/** In Chinese and Japanese no blanks stand between words. Longest first: 印度 (India) is also how 印度尼西亚 (Indonesia) begins. */
const UNSPACED = /[\p{Script=Han}\p{Script=Katakana}]/u;
const UNSPACED_NAMES = [...byName]
  .filter(([name]) => /^(?:\p{Script=Han}{2,}|[\p{Script=Katakana}ー]{3,})$/u.test(name))
  .sort(([a], [b]) => b.length - a.length);

/** Lower case, without diacritics and punctuation, `&` and "and" alike. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The country a person meant by a name or ISO 3166 code, or undefined when it is not known. */
export function findCountry(nameOrCode: string): Country | undefined {
  const trimmed = nameOrCode.trim();
  const direct = countries.get(trimmed.toUpperCase());
  if (direct) return direct;
  const code = byName.get(fold(trimmed)) ?? byName.get(trimmed);
  return code === undefined ? undefined : countries.get(code);
}

/**
 * The codes of all countries named in a text. English names count only when written with a capital, because "turkey",
 * "china" and "jersey" are also goods.
 */
export function countriesNamedIn(text: string): Set<string> {
  const found = new Set<string>();
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}.'’]*/gu) ?? [];
  for (let start = 0; start < words.length; start += 1) {
    const first = words[start] ?? '';
    if (!/^\p{Lu}/u.test(first) || !beginsName(fold(first))) continue;
    for (let length = Math.min(MAX_NAME_WORDS, words.length - start); length > 0; length -= 1) {
      const folded = fold(words.slice(start, start + length).join(' '));
      const code =
        byName.get(folded) ?? (length === 1 ? (DEMONYMS[folded] ?? RUSSIAN_STEMS.get(russianStem(folded))) : undefined);
      if (code === undefined) continue;
      found.add(code);
      start += length - 1;
      break;
    }
  }
  if (!UNSPACED.test(text)) return found;
  let unspaced = text;
  for (const [name, code] of UNSPACED_NAMES) {
    if (!unspaced.includes(name)) continue;
    found.add(code);
    unspaced = unspaced.replaceAll(name, ' ');
  }
  return found;
}

/** Whether a name can begin with this word: most capitalised words begin none. */
function beginsName(word: string): boolean {
  const [first = word] = word.split(' ');
  return FIRST_WORDS.has(first) || word in DEMONYMS || RUSSIAN_STEMS.has(russianStem(word));
}

function russianStem(word: string): string {
  return word.replace(/[аеийоуыьюя]{1,3}$/u, '');
}
