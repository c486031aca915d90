/** Dictionary segmentation comes with ICU; one segmenter serves the process because building one takes milliseconds. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * Words of a run of Han or kana, and the pairs of neighbours inside longer words: dictionaries cut 保温杯 in one piece here and
 * in two there, and the pairs still meet.
 */
export function hanWords(run: string): string[] {
  const words: string[] = [];
  for (const { segment } of segmenter.segment(run)) {
    words.push(segment);
    const characters = [...segment];
    if (characters.length < 3) continue;
    for (let index = 0; index + 1 < characters.length; index += 1)
      words.push(characters.slice(index, index + 2).join(''));
  }
  return words;
}
