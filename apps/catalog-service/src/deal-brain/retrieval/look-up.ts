import type { EntityManager } from 'typeorm';
import type { Token } from '../../text/tokeniser.js';
import { guess } from './guesses.js';
import { countsOf } from './vocabulary.js';

/** A term of a query with what the tenant's catalogue knows about it. */
export interface KnownTerm {
  term: string;
  /** Products that contain it; never 0. */
  products: number;
  /** 1 for a term of the query itself, less for one guessed from it. */
  trust: number;
}

export interface LookedUp {
  known: KnownTerm[];
  /** Words that stand in no product and are like none that does. */
  unmatched: string[];
  /** Misspelt word → the best guess at it. */
  corrections: ReadonlyMap<string, string>;
}

/** Each costs a query or two; who misspells more than this is not helped by guessing. */
const MAX_GUESSED_TOKENS = 6;

/** Looks the terms of a query up in the tenant's own vocabulary, and guesses at those it does not have at all. */
export async function lookUp(manager: EntityManager, tokens: readonly Token[]): Promise<LookedUp> {
  const counts = await countsOf(
    manager,
    tokens.map(({ term }) => term),
  );
  const known: KnownTerm[] = [...counts].map(([term, products]) => ({ term, products, trust: 1 }));
  const missing = tokens.filter(({ term }) => !counts.has(term));
  const corrections = new Map<string, string>();
  const unmatched = missing.slice(MAX_GUESSED_TOKENS).map(({ surface }) => surface);
  for (const token of missing.slice(0, MAX_GUESSED_TOKENS)) {
    const guesses = await guess(manager, token);
    const [best] = guesses;
    if (best === undefined) unmatched.push(token.surface);
    else if (token.kind === 'word') corrections.set(token.surface, best.spelling);
    // A guess may be a word that the query also has.
    for (const { term, products, trust } of guesses) {
      if (!known.some((each) => each.term === term)) known.push({ term, products, trust });
    }
  }
  return { known, unmatched, corrections };
}

/** The query as it was meant, for readers that do not know the vocabulary. */
export function respell(query: string, corrections: ReadonlyMap<string, string>): string {
  let respelt = query;
  for (const [wrong, right] of corrections) respelt = respelt.replace(new RegExp(`\\b${wrong}\\b`, 'gi'), right);
  return respelt;
}
