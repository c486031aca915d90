/** Dictionary segmentation comes with ICU; one segmenter serves the process because building one takes milliseconds. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export interface HanWord {
  text: string;
  /** Two neighbouring characters of the word before, not a word of the dictionary. */
  pair: boolean;
}

/**
 * Words of a run of Han or kana, and the pairs of neighbours inside longer words: dictionaries cut 保温杯 in one piece here and
 * in two there, and the pairs still meet.
 */
export function hanWords(run: string): HanWord[] {
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
