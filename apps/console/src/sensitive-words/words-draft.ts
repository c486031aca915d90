import type { WordAction, WordSetting, WordsSection } from '@tradewind/contracts';

export interface WordRow extends WordSetting {
  id: number;
}
export interface WordsDraft {
  words: WordRow[];
}

let ids = 0;
const rowOf = (word: WordSetting): WordRow => ({ ...word, id: (ids += 1) });

export function toDraft({ words }: WordsSection): WordsDraft {
  return { words: words.map(rowOf) };
}

export function toBody({ words }: WordsDraft): WordsSection {
  return { words: words.map(({ pattern, action, applies_to }) => ({ pattern, action, applies_to })) };
}

/** Words of a pasted text, one per line, that the list does not have yet. */
export function pasted(text: string, known: readonly WordSetting[], action: WordAction): WordRow[] {
  const patterns = new Set(known.map(({ pattern }) => pattern));
  const rows: WordRow[] = [];
  for (const pattern of text.split(/\r?\n/).map((line) => line.trim())) {
    if (pattern === '' || patterns.has(pattern)) continue;
    patterns.add(pattern);
    rows.push(rowOf({ pattern, action, applies_to: 'both' }));
  }
  return rows;
}
