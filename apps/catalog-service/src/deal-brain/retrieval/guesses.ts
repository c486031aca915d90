import type { SqlReader } from '@tradewind/platform';
import { splits } from '../../text/compounds.js';
import { mayBeMistyped, numbersOneSlipFrom, unlikelihood } from '../../text/number-slips.js';
import { oneSlipFrom, slipsBetween } from '../../text/spelling.js';
import { stem } from '../../text/stem.js';
import type { Token } from '../../text/tokeniser.js';
import { countsInRange, countsOf } from './vocabulary.js';

/** A term that the catalogue has in place of one it has not. */
export interface Guess {
  term: string;
  products: number;
  /** Less than 1. */
  trust: number;
  /** How to write it, for readers other than the index. */
  spelling: string;
}

/** Spelling is corrected from this length on; shorter words have too many neighbours. */
const MIN_CORRECTED_LETTERS = 4;
const MIN_TWICE_WRONG_LETTERS = 7;
const MIN_COMPLETED_CHARACTERS = 3;
const MAX_GUESSES = 2;
const MAX_COMPLETIONS = 8;
/** Words compared letter by letter: those that begin with the same two. */
const MAX_COMPARED = 5000;
const ONE_SLIP_TRUST = 0.8;
const SPLIT_TRUST = 0.8;
const TWO_SLIPS_TRUST = 0.6;
const COMPLETION_TRUST = 0.6;
/** Less trust for each step of `unlikelihood`: the likeliest of several numbers comes first. */
const UNLIKELY = 0.1;
const MAX_NUMBERS = 4;
const LATIN = /^[a-z]+$/;

/**
 * What may be meant by a token that stands in no product of the tenant, best first: for a word the nearest spellings, the two words it
 * was made of, or those that begin so; for an article number those that begin so and those one slip away. Han words and short numbers are never guessed.
 */
export async function guess(reader: SqlReader, token: Token): Promise<Guess[]> {
  if (token.kind === 'part') return [...(await complete(reader, token.term)), ...(await mistyped(reader, token.term))];
  if (token.kind === 'number') return mistyped(reader, token.term);
  const word = token.surface;
  if (token.kind !== 'word' || word.length < MIN_CORRECTED_LETTERS || !LATIN.test(word)) return [];
  const ways = [oneSlipAway, asTwoWords, ...(word.length < MIN_TWICE_WRONG_LETTERS ? [] : [twoSlipsAway]), complete];
  for (const way of ways) {
    const guesses = await way(reader, word);
    if (guesses.length > 0) return guesses;
  }
  return [];
}

/** Slips happen in the word, not in its stem: "stainles" is one letter from "stainless", their stems are not. */
async function oneSlipAway(reader: SqlReader, surface: string): Promise<Guess[]> {
  const spellings = new Map(oneSlipFrom(surface).map((variant) => [stem(variant), variant]));
  const counts = await countsOf(reader, [...spellings.keys()]);
  return mostFrequent(counts).map(([term, products]) => ({
    term,
    products,
    trust: ONE_SLIP_TRUST,
    spelling: spellings.get(term) ?? term,
  }));
}

/** Both halves have to be known; of several cuts the one whose rarer half is the most frequent. */
async function asTwoWords(reader: SqlReader, surface: string): Promise<Guess[]> {
  const cuts = splits(surface);
  if (cuts.length === 0) return [];
  const counts = await countsOf(
    reader,
    cuts.flatMap((halves) => halves.map(stem)),
  );
  const known = cuts
    .map((halves) => ({ halves, products: Math.min(...halves.map((half) => counts.get(stem(half)) ?? 0)) }))
    .filter(({ products }) => products > 0)
    .sort((a, b) => b.products - a.products);
  return (known[0]?.halves ?? []).map((half) => ({
    term: stem(half),
    products: counts.get(stem(half)) ?? 0,
    trust: SPLIT_TRUST,
    spelling: known[0]?.halves.join(' ') ?? half,
  }));
}

async function twoSlipsAway(reader: SqlReader, surface: string): Promise<Guess[]> {
  const root = stem(surface);
  const counts = await countsInRange(reader, surface.slice(0, 2), MAX_COMPARED);
  for (const term of counts.keys()) {
    const slips = Math.min(slipsBetween(surface, term, 2), slipsBetween(root, term, 2));
    if (!LATIN.test(term) || slips > 2) counts.delete(term);
  }
  return mostFrequent(counts).map(([term, products]) => ({ term, products, trust: TWO_SLIPS_TRUST, spelling: term }));
}

async function complete(reader: SqlReader, start: string): Promise<Guess[]> {
  if (start.length < MIN_COMPLETED_CHARACTERS) return [];
  const counts = await countsInRange(reader, start, MAX_COMPLETIONS);
  return [...counts].map(([term, products]) => ({ term, products, trust: COMPLETION_TRUST, spelling: term }));
}

/** Article numbers with one slip, the likeliest first. */
async function mistyped(reader: SqlReader, written: string): Promise<Guess[]> {
  if (!mayBeMistyped(written)) return [];
  const counts = await countsOf(reader, numbersOneSlipFrom(written));
  return [...counts]
    .map(([term, products]) => ({
      term,
      products,
      trust: ONE_SLIP_TRUST - UNLIKELY * unlikelihood(written, term),
      spelling: term,
    }))
    .sort((a, b) => b.trust - a.trust || b.products - a.products)
    .slice(0, MAX_NUMBERS);
}

function mostFrequent(counts: ReadonlyMap<string, number>): [term: string, products: number][] {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_GUESSES);
}
