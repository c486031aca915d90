import { stemmer } from 'stemmer';
import type { EntityManager } from 'typeorm';
import { oneSlipFrom, slipsBetween } from '../../text/spelling.js';
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
const MIN_PART_CHARACTERS = 3;
const MAX_GUESSES = 2;
const MAX_COMPLETIONS = 8;
/** Words compared letter by letter: those that begin with the same two. */
const MAX_COMPARED = 5000;
const ONE_SLIP_TRUST = 0.8;
const TWO_SLIPS_TRUST = 0.6;
const COMPLETION_TRUST = 0.6;
const LATIN = /^[a-z]+$/;

/**
 * What may be meant by a token that stands in no product of the tenant: for a word the nearest spellings, for a part number those
 * that begin so, best first. Han words and numbers are never guessed.
 */
export async function guess(manager: EntityManager, token: Token): Promise<Guess[]> {
  if (token.kind === 'part') return complete(manager, token.term);
  if (token.kind !== 'word' || token.surface.length < MIN_CORRECTED_LETTERS || !LATIN.test(token.surface)) return [];
  const near = await oneSlipAway(manager, token.surface);
  return near.length > 0 || token.surface.length < MIN_TWICE_WRONG_LETTERS
    ? near
    : twoSlipsAway(manager, token.surface);
}

/** Slips happen in the word, not in its stem: "stainles" is one letter from "stainless", their stems are not. */
async function oneSlipAway(manager: EntityManager, surface: string): Promise<Guess[]> {
  const spellings = new Map(oneSlipFrom(surface).map((variant) => [stemmer(variant), variant]));
  const counts = await countsOf(manager, [...spellings.keys()]);
  return mostFrequent(counts).map(([term, products]) => ({
    term,
    products,
    trust: ONE_SLIP_TRUST,
    spelling: spellings.get(term) ?? term,
  }));
}

async function twoSlipsAway(manager: EntityManager, surface: string): Promise<Guess[]> {
  const stem = stemmer(surface);
  const counts = await countsInRange(manager, surface.slice(0, 2), MAX_COMPARED);
  for (const term of counts.keys()) {
    const slips = Math.min(slipsBetween(surface, term, 2), slipsBetween(stem, term, 2));
    if (!LATIN.test(term) || slips > 2) counts.delete(term);
  }
  return mostFrequent(counts).map(([term, products]) => ({ term, products, trust: TWO_SLIPS_TRUST, spelling: term }));
}

async function complete(manager: EntityManager, part: string): Promise<Guess[]> {
  if (part.length < MIN_PART_CHARACTERS) return [];
  const counts = await countsInRange(manager, part, MAX_COMPLETIONS);
  return [...counts].map(([term, products]) => ({ term, products, trust: COMPLETION_TRUST, spelling: term }));
}

function mostFrequent(counts: ReadonlyMap<string, number>): [term: string, products: number][] {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_GUESSES);
}
