import type { WordAction, WordSetting } from '@tradewind/contracts';
import { Automaton } from './automaton.js';
import { fold } from './fold.js';

/** A sensitive word in one direction. */
export interface Word {
  readonly pattern: string;
  readonly action: WordAction;
  /** Folded units. */
  readonly length: number;
}

/** The words of one direction, ready to be looked for. */
export interface Matcher {
  readonly automaton: Automaton;
  readonly words: readonly Word[];
}

/** The sensitive words in force; a direction without words is undefined and costs nothing. */
export interface WordList {
  readonly input: Matcher | undefined;
  readonly output: Matcher | undefined;
}

const SEVERITY: Record<WordAction, number> = { log: 0, mask: 1, block: 2 };
const known = new WeakMap<readonly WordSetting[], WordList>();

/** Compiles a list once; the settings keep the same array for as long as it is not edited. */
export function wordListOf(settings: readonly WordSetting[]): WordList {
  let list = known.get(settings);
  if (list === undefined) {
    list = { input: matcher(settings, 'input'), output: matcher(settings, 'output') };
    known.set(settings, list);
  }
  return list;
}

function matcher(settings: readonly WordSetting[], direction: 'input' | 'output'): Matcher | undefined {
  const patterns = new Map<string, { folded: number[]; word: Word }>();
  for (const { pattern, action, applies_to: appliesTo } of settings) {
    if (appliesTo !== 'both' && appliesTo !== direction) continue;
    const folded = fold(pattern);
    const key = folded.join();
    const same = patterns.get(key);
    // Of words that look alike the most severe one counts.
    if (folded.length === 0 || (same && SEVERITY[same.word.action] >= SEVERITY[action])) continue;
    patterns.set(key, { folded, word: { pattern, action, length: folded.length } });
  }
  if (patterns.size === 0) return undefined;
  const entries = [...patterns.values()];
  const words = entries.map(({ word }) => word);
  const automaton = new Automaton(
    entries.map(({ folded }) => folded),
    (index) => words[index]?.action !== 'log',
  );
  return { automaton, words };
}
