import type { Category, Severity } from './rules.js';

export interface FoundSignal {
  category: Category;
  severity: Severity;
  statement: string;
  evidence_ids: string[];
  /** The sentence it rests on, as it stands in the evidence. */
  quote: string;
}

/** What came of the evidence; `namesakes` and `manipulated` are evidence ids. */
export interface Reading {
  signals: FoundSignal[];
  namesakes: string[];
  manipulated: string[];
}
