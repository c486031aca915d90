/** A dot behind these ends no sentence. */
const ABBREVIATIONS =
  'ltd|inc|co|corp|llc|pty|pte|pvt|plc|bhd|sdn|gmbh|ltda|cía|cia|srl|s\\.a|s\\.l|s\\.r\\.l|a\\.s|b\\.v|n\\.v|no|nos|nr|núm|num|art|sec|para|mr|mrs|ms|dr|prof|st|vs|v|approx|ca|e\\.g|i\\.e|etc|u\\.s|u\\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|sr|sra|д|г|ул|стр|\\p{Lu}';
const ABBREVIATED = new RegExp(`(?<![\\p{L}])(?:${ABBREVIATIONS})\\.["')\\]]*$`, 'iu');
/** Words that begin a sentence also behind "Ltd.". */
const BEGINS =
  /^["'(]?(?:The|It|Its|In|On|At|A|An|This|That|These|They|He|She|His|Her|According|However|After|Before|Since|But|Suppliers|El|La|Los|Las|Según|Sin|Por)\b/u;
/** What may stand between sentences: an end mark and a blank, a Chinese end mark, a new line, or what search engines put between pieces. */
const BORDER = /\n+|\s+[·|•…]+\s+|\s\.{3}\s|(?<=[。！？；])|(?<=[.!?;…]["')\]”»]*)\s+/u;

/**
 * The sentences and lines of a text in English, Chinese and Spanish, without empty ones. A dot within "Acme Ltd. was", "No. 5" or
 * "J. Smith" does not end one.
 */
export function sentencesOf(text: string): string[] {
  return [...eachSentence(text)];
}

/** The same one by one: who needs only the first of a long page splits no more than their lines. */
export function* eachSentence(text: string): Generator<string> {
  let open = '';
  for (const line of text.split(/\n+/)) {
    for (const piece of line.split(BORDER)) {
      const part = piece.trim();
      if (part === '') continue;
      if (open !== '' && goesOn(open, part)) open = `${open} ${part}`;
      else {
        if (open !== '') yield open;
        open = part;
      }
    }
    if (open !== '') yield open;
    open = '';
  }
}

function goesOn(before: string, after: string): boolean {
  if (!before.endsWith('.') && !/\.["')\]]+$/.test(before)) return false;
  if (/^["'(]?\p{Ll}/u.test(after)) return true;
  return ABBREVIATED.test(before) && !BEGINS.test(after);
}
