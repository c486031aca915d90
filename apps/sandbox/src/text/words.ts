import { normalise } from './normalise.js';

const chinese = new Intl.Segmenter('zh', { granularity: 'word' });
const run = /\p{Script=Han}+|[\p{L}\p{N}]+(?:[-./][\p{L}\p{N}]+)*/gu;
const han = /^\p{Script=Han}/u;

const stopWords = new Set(
  (
    'a an and any are as at be by can do does for from has have how i if in is it its me my no not of on or our please s so that the their them ' +
    'there these they this to us was we were what when where which who will with would you your ' +
    'el la los las un una unos unas de del al y o en con por para que es son su se ' +
    '的 了 和 与 及 在 是 我 我们 你 你们 他 她 它 有 请 请问 吗 呢 这 那 个 为 对 等 也 都 就 到 从 把 被 什么 哪些 怎么 多少'
  ).split(' '),
);

export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** Plural endings off; part numbers and words of other scripts stay as they are. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/**
 * The terms of a text in order, with repeats and without stop words: stemmed Latin words, part numbers whole and in
 * parts, Han words and the bigrams of every Han run.
 */
export function terms(text: string): string[] {
  const found: string[] = [];
  for (const [piece] of normalise(text).matchAll(run)) {
    if (han.test(piece)) found.push(...hanTerms(piece));
    else found.push(...latinTerms(piece));
  }
  return found;
}

function latinTerms(piece: string): string[] {
  const parts = piece.match(/\p{L}+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? [];
  const words = parts.filter((part) => !stopWords.has(part)).map(stem);
  return parts.length > 1 ? [piece.replace(/[-./]/g, ''), ...words] : words;
}

/** Characters that hold words together and belong to none. */
const particles = /[的了吗呢是请我你]/u;

function hanTerms(piece: string): string[] {
  const found: string[] = [];
  const characters = [...piece];
  for (let at = 0; at + 1 < characters.length; at += 1) {
    const bigram = `${characters[at]}${characters[at + 1]}`;
    if (!particles.test(bigram)) found.push(bigram);
  }
  if (characters.length === 1 && !stopWords.has(piece)) found.push(piece);
  for (const { segment } of chinese.segment(piece)) {
    if ([...segment].length > 2) found.push(segment);
  }
  return found.filter((term) => !stopWords.has(term));
}
