/** Legal forms that are written out, in any script, and how they are abbreviated. */
export const LONG_FORMS: readonly (readonly [pattern: RegExp, short: string])[] = [
  [/общество\s+с\s+ограниченной\s+ответственностью/giu, 'ooo'],
  [/(?:публичное|открытое|закрытое|непубличное)?\s*акционерное\s+общество/giu, 'jsc'],
  [/товариство\s+з\s+обмеженою\s+відповідальністю|(?<!\p{L})тов(?!\p{L})/giu, 'ooo'],
  [/(?<!\p{L})(?:ПАО|ОАО|ЗАО|АО)(?!\p{L})/gu, 'jsc'],
  [/limited\s+liability\s+company/gi, 'llc'],
  [/(?:public|open|closed)?\s*joint[- ]stock\s+company/gi, 'jsc'],
  [/gesellschaft\s+mit\s+beschr(?:ä|ae|a)nkter\s+haftung/giu, 'gmbh'],
  [/شركة/gu, ' '],
  // The feminine ending is not heard.
  [/ة(?!\p{L})/gu, ''],
  [/(?:ذ\.?\s?م\.?\s?م\.?)/gu, 'llc'],
];

/** Legal forms met on lists beside those of company names in general. */
export const FURTHER_FORMS: readonly (readonly [family: string, spelling: string])[] = [
  ['llc', 'tov'],
  ['llc', 'tzov'],
  ['plc', 'oao'],
  ['plc', 'zao'],
  ['plc', 'pao'],
  ['spzoo', 'sp z oo'],
  ['spzoo', 'sp zoo'],
  ['gmbh', 'gmbh and co kg'],
  ['gmbh', 'gmbh und co kg'],
  ['gmbh', 'co kg'],
  ['spzoo', 'spolka z ograniczona odpowiedzialnoscia'],
  ['spzoo', 'korlatolt felelossegu tarsasag'],
  ['spzoo', 'spolecnost s rucenim omezenym'],
  ['spzoo', 'spol s r o'],
  ['spzoo', 'drustvo s ogranicenom odgovornoscu'],
  ['as_turkish', 'anonim sirketi'],
  ['as_turkish', 'limited sirketi'],
  ['sa', 'sa de cv'],
  ['sa', 's de rl de cv'],
  ['sa', 'sapi de cv'],
  ['sa', 'sociedad anonima de capital variable'],
  ['sa', 'sociedad anonima'],
  ['sa', 'sociedad limitada'],
  ['sa', 'sociedade anonima'],
  ['sa', 'societe anonyme'],
  ['sa', 'societe a responsabilite limitee'],
  ['srl', 'societa per azioni'],
  ['srl', 'societa a responsabilita limitata'],
  ['bv', 'besloten vennootschap'],
  ['bv', 'naamloze vennootschap'],
  ['ab', 'aktiebolag'],
  ['ab', 'ab publ'],
  ['ab', 'aktieselskab'],
  ['ab', 'aksjeselskap'],
  ['ab', 'anpartsselskab'],
  ['ab', 'osakeyhtio'],
  ['ab', 'asa'],
  ['plc', 'cong ty co phan'],
  ['llc', 'cong ty tnhh'],
  ['tbk', 'pt'],
  ['establishment', 'est'],
  ['establishment', 'establishment'],
];

/** English words of trade as they are written in Cyrillic. */
export const LOAN_WORDS: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/трейд(?:инг)?(?!\p{L})/giu, 'trading'],
  [/шип+инг/giu, 'shipping'],
  [/логисти(?:кс?|ка)(?!\p{L})/giu, 'logistics'],
  [/интернешнл|интернэшнл/giu, 'international'],
  [/групп?(?!\p{L})/giu, 'group'],
  [/холдинг/giu, 'holding'],
];

/** Chinese and Japanese legal forms, the longest first. */
export const HAN_FORMS: readonly string[] = [
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '集团有限公司',
  '集團有限公司',
  '有限公司',
  '集团公司',
  '株式会社',
  '株式會社',
  '公司',
];

/** Words of Chinese company names that stand in English in their English names; longer ones first. */
export const HAN_WORDS: readonly (readonly [han: string, word: string])[] = [
  ['进出口', 'import export'],
  ['進出口', 'import export'],
  ['国际', 'international'],
  ['國際', 'international'],
  ['贸易', 'trading'],
  ['貿易', 'trading'],
  ['商贸', 'trading'],
  ['科技', 'technology'],
  ['技术', 'technology'],
  ['电子', 'electronics'],
  ['電子', 'electronics'],
  ['物流', 'logistics'],
  ['航运', 'shipping'],
  ['航運', 'shipping'],
  ['海运', 'shipping'],
  ['实业', 'industrial'],
  ['實業', 'industrial'],
  ['工业', 'industrial'],
  ['石油', 'petroleum'],
  ['能源', 'energy'],
  ['化工', 'chemical'],
  ['机械', 'machinery'],
  ['控股', 'holdings'],
  ['投资', 'investment'],
  ['集团', 'group'],
  ['集團', 'group'],
];

/** Words so common in company names that sharing one says little. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  `trading trade traders general international global world import imports export exports importexport group groups holding holdings
   enterprise enterprises industries industrial industry services service solutions logistics shipping transport
   maritime marine technology technologies tech electronics electronic energy petroleum oil gas chemical chemicals machinery investment
   investments construction engineering commercial commerce business development management consulting supply foreign national middle
   east west north south eastern western free zone fze fzco llc ltd inc torgovyi torgovaya kompaniya handel handels comercio comercial
   distribuidora distribution`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that only say that it is a company, or join others. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
  'company',
  'companies',
  'co',
  'firm',
  'kompaniya',
  'and',
  'und',
  'et',
  'y',
  'e',
  'i',
]);
