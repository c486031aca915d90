/** Dictionary segmentation comes with ICU; one segmenter serves the process because building one takes milliseconds. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export interface HanWord {
  text: string;
  /** Two neighbouring characters of the word before, not a word of the dictionary. */
  pair: boolean;
}

/** Lists and catalogues say the same few hundred things on every line, and the dictionary takes longer than all the rest of a text. */
const KEPT_RUNS = 2_000;
/** Longer runs are sentences, which do not come again. */
const MAX_KEPT_CHARACTERS = 12;
const kept = new Map<string, readonly HanWord[]>();

/**
 * Words of a run of Han or kana, and the pairs of neighbours inside longer words: dictionaries cut 保温杯 in one piece here and
 * in two there, and the pairs still meet.
 */
export function hanWords(run: string): readonly HanWord[] {
  if (run.length > MAX_KEPT_CHARACTERS) return segmented(run);
  const known = kept.get(run);
  if (known) return known;
  if (kept.size >= KEPT_RUNS) kept.clear();
  const words = segmented(run);
  kept.set(run, words);
  return words;
}

function segmented(run: string): HanWord[] {
  const words: HanWord[] = [];
  for (const { segment } of segmenter.segment(run)) {
    words.push({ text: segment, pair: false });
    const characters = [...segment];
    if (characters.length < 3) continue;
    for (let index = 0; index + 1 < characters.length; index += 1)
      words.push({ text: characters.slice(index, index + 2).join(''), pair: true });
  }
  return words;
}
