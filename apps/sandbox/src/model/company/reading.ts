import type { Category, Severity } from './rules.js';

export interface FoundSignal {
  category: Category;
  severity: Severity;
  statement: string;
  evidence_ids: string[];
}

/** What came of the evidence; `namesakes` and `manipulated` are evidence ids. */
export interface Reading {
  signals: FoundSignal[];
  namesakes: string[];
  manipulated: string[];
}
