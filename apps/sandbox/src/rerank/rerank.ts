import { concepts } from '../text/glossary.js';
import { terms } from '../text/words.js';

export interface Ranked {
  index: number;
  /** 0 to 1: the share of the query's weight that the document answers. */
  relevance_score: number;
}

/** A concept met in another language's words counts a little less than the word itself. */
const conceptWeight = 0.8;

/**
 * Ranks documents by how much of the query they cover. A query term weighs the more the fewer documents have it;
 * neighbouring query terms found together add a little, and so does a short document.
 */
export function rerank(query: string, documents: readonly string[]): Ranked[] {
  const wanted = [...features(query)].filter((feature) => !feature.startsWith('n'));
  const prepared = documents.map((text) => ({ has: features(text), length: text.length }));
  const pairs = pairsOf(terms(query));
  const weight = (feature: string): number => {
    const holders = prepared.filter(({ has }) => has.has(feature)).length;
    const idf = Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
    return (feature.startsWith('c') ? conceptWeight : 1) * (0.3 + idf);
  };
  const weighted = wanted.map((feature) => ({ feature, weight: weight(feature) }));
  const total = weighted.reduce((sum, one) => sum + one.weight, 0);
  const averageLength = prepared.reduce((sum, one) => sum + one.length, 0) / Math.max(1, prepared.length);
  return prepared
    .map(({ has, length }, index) => {
      const matched = weighted.reduce((sum, one) => sum + (has.has(one.feature) ? one.weight : 0), 0);
      const coverage = total === 0 ? 0 : matched / total;
      const adjacent = pairs.length === 0 ? 0 : pairs.filter((pair) => has.has(pair)).length / pairs.length;
      const brevity = averageLength === 0 ? 0 : 1 / (1 + length / averageLength);
      const score = coverage * (0.85 + 0.1 * adjacent + 0.05 * brevity);
      return { index, relevance_score: Math.round(Math.min(1, score) * 1e6) / 1e6 };
    })
    .sort((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
}

function features(text: string): Set<string> {
  const words = terms(text);
  const found = new Set(words.map((word) => `w${word}`));
  for (const concept of concepts(text)) found.add(`c${concept}`);
  for (const pair of pairsOf(words)) found.add(pair);
  return found;
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `n${words[at] ?? ''} ${word}`);
}
