import { seededRandom } from '../support/random.js';

const WORDS = 1_000;
const SYLLABLES = [
  'ba',
  'con',
  'dor',
  'el',
  'fra',
  'gun',
  'har',
  'in',
  'ka',
  'lor',
  'me',
  'nar',
  'op',
  'tra',
  'ver',
  'wo',
];
const HAN = '军火枪械弹药毒品假币洗钱走私诈骗赌博色情暴恐核武化学制裁逃税黑市贩卖人口伪造护照内幕交易贿赂';
const ACTIONS = ['block', 'mask', 'log'] as const;

/** A list of 1,000 patterns as platforms keep them, half Chinese and half English; the benchmark's texts hold none of them. */
export function sensitiveWords(): { pattern: string; action: (typeof ACTIONS)[number] }[] {
  const random = seededRandom(7);
  const pick = (from: ArrayLike<string>): string => from[Math.floor(random() * from.length)] ?? '';
  const patterns = new Set<string>();
  while (patterns.size < WORDS) {
    const chinese = patterns.size % 2 === 0;
    const length = 2 + Math.floor(random() * 4);
    const text = Array.from({ length: chinese ? length : length + 1 }, () => pick(chinese ? HAN : SYLLABLES)).join('');
    patterns.add(text);
  }
  return [...patterns].map((pattern, index) => ({ pattern, action: ACTIONS[index % ACTIONS.length] ?? 'log' }));
}
