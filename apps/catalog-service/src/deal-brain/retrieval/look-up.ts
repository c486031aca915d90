import type { SqlReader } from '@tradewind/platform';
import { joinedTerms } from '../../text/compounds.js';
import type { Token } from '../../text/tokeniser.js';
import { guess } from './guesses.js';

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
/** Two words of the query written as one. */
const JOINED_TRUST = 0.8;
/** A pair of neighbouring characters beside the word that has it: says the same once more. */
const PAIR_TRUST = 0.5;

/** Every term that {@link lookUp} has to know the count of: those of the query, and pairs of its words as one. */
export function wantedTerms(tokens: readonly Token[]): string[] {
  return [...tokens.map(({ term }) => term), ...joinedOf(tokens)];
}

/**
 * Looks the terms of a query up in the tenant's own vocabulary, and guesses at those it does not have at all.
 *
 * @param counts of its {@link wantedTerms}
 */
export async function lookUp(
  reader: SqlReader,
  tokens: readonly Token[],
  counts: ReadonlyMap<string, number>,
): Promise<LookedUp> {
  const known: KnownTerm[] = [];
  const know = (term: string, products: number, trust: number): void => {
    // A guess may be a word that the query also has.
    if (!known.some((each) => each.term === term)) known.push({ term, products, trust });
  };
  let wordIsKnown = false;
  for (const { term, kind } of tokens) {
    const products = counts.get(term);
    if (kind !== 'pair') wordIsKnown = products !== undefined;
    if (products !== undefined) know(term, products, kind === 'pair' && wordIsKnown ? PAIR_TRUST : 1);
  }
  for (const term of joinedOf(tokens)) know(term, counts.get(term) ?? 0, JOINED_TRUST);

  const missing = tokens.filter(({ term, kind }) => !counts.has(term) && kind !== 'pair');
  const corrections = new Map<string, string>();
  const unmatched = missing.slice(MAX_GUESSED_TOKENS).map(({ surface }) => surface);
  const guessedNumbers: string[] = [];
  for (const token of missing.slice(0, MAX_GUESSED_TOKENS)) {
    const guesses = await guess(reader, token);
    const [best] = guesses;
    if (best === undefined) unmatched.push(token.surface);
    else if (token.kind === 'part') guessedNumbers.push(token.surface);
    else if (token.kind === 'word') corrections.set(token.surface, best.spelling);
    for (const { term, products, trust } of guesses) know(term, products, trust);
  }
  return {
    known: known.filter(({ products }) => products > 0),
    // The pieces of a number that was mistyped are found with it.
    unmatched: unmatched.filter((surface) => !guessedNumbers.some((number) => number.includes(surface))),
    corrections,
  };
}

function joinedOf(tokens: readonly Token[]): string[] {
  return joinedTerms(tokens.flatMap(({ kind, surface }) => (kind === 'word' ? [surface] : [])));
}

/** The query as it was meant, for readers that do not know the vocabulary. */
export function respell(query: string, corrections: ReadonlyMap<string, string>): string {
  let respelt = query;
  for (const [wrong, right] of corrections) respelt = respelt.replace(new RegExp(`\\b${wrong}\\b`, 'gi'), right);
  return respelt;
}
