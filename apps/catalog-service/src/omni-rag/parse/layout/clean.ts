const MAX_RUN = 64;

/** Characters that only look like the ones meant: radicals in place of ideographs, ligatures in place of letters. Some producers map to them. */
const LOOK_ALIKES = /[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]/gu;
const IDEOGRAPHS =
  '厂乙刀卜小小兀巳幺旡日月歺民爫牛王目示冗羊聿肉臼虎西见角贝车邑長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀';
/** Radicals that stand for whole ideographs and that Unicode's normal forms leave as they are (its EquivalentUnifiedIdeograph.txt); a browser prints with them. */
const RADICALS = new Map(
  Array.from(
    '⺁⺄⺈⺊⺌⺍⺎⺒⺓⺛⺜⺝⺞⺠⺥⺧⺩⺫⺬⺴⺶⺻⺼⺽⻁⻄⻅⻆⻉⻋⻏⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲',
    (radical, index) => [radical, Array.from(IDEOGRAPHS)[index] ?? radical] as const,
  ),
);

/** What PostgreSQL cannot store or a reader cannot see: controls, halves of pairs, soft hyphens, zero-width and direction marks. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;
/** `Kettle ........ 12.50`: dots that lead the eye to a cell. */
const LEADERS = /\s?(?:[.．·…]\s?){5,}(?=\s?\S)/gu;
/** `报 价 单`: characters spaced out to look important. */
const SPACED_HAN = /(?<!\p{Script=Han})\p{Script=Han}(?: \p{Script=Han}){2,}(?!\p{Script=Han})/gu;

/** The text of a run as it is kept: readable, storable, of bounded runs. Keeps tabs, and puts them where leaders were. */
export function cleaned(text: string): string {
  return capRuns(
    text
      .replace(LOOK_ALIKES, (character) => RADICALS.get(character) ?? character.normalize('NFKC'))
      .replace(INVISIBLE, (character) => (character === '\t' ? character : '')),
  )
    .replace(LEADERS, '\t')
    .replace(/[^\S\t]+/g, ' ')
    .replace(SPACED_HAN, (spaced) => spaced.replaceAll(' ', ''))
    .replace(/ ?\t ?/g, '\t')
    .replace(/^ +| +$/g, '');
}

/** Tokenisers take seconds for thousands of equal characters in a row, and no reader needs more than a few. */
export function capRuns(text: string): string {
  if (!mayHoldRuns(text)) return text;
  return text.replace(/(.{1,4}?)\1{63,}/gsu, (_run, unit: string) => unit.repeat(Math.ceil(MAX_RUN / unit.length)));
}

/** Four characters, each of which may take two units. */
const MAX_RUN_UNITS = 8;

/** Whether something of up to four characters stands 64 times in a row. Hardly any line has that, and the expression above is slow to find out. */
function mayHoldRuns(text: string): boolean {
  for (let unit = 1; unit <= MAX_RUN_UNITS && unit * MAX_RUN <= text.length; unit += 1) {
    let equal = 0;
    for (let at = unit; at < text.length; at += 1) {
      equal = text.charCodeAt(at) === text.charCodeAt(at - unit) ? equal + 1 : 0;
      if (equal >= unit * (MAX_RUN - 1)) return true;
    }
  }
  return false;
}
