import { stemmer } from 'stemmer';
import type { EntityManager } from 'typeorm';
import { oneSlipFrom, slipsBetween } from '../../text/spelling.js';
import type { Token } from '../../text/tokeniser.js';

/** A term of a query with what the tenant's catalogue knows about it. */
export interface KnownTerm {
  term: string;
  /** Products that contain it; never 0. */
  products: number;
  /** 1 for a term of the query itself, less for one guessed from it. */
  trust: number;
}

export interface CatalogueStatistics {
  products: number;
  /** Average number of tokens in a title; at least 1. */
  averageTitle: number;
}

/** Spelling is corrected from this length on; shorter words have too many neighbours. */
const MIN_CORRECTED_LETTERS = 4;
const MIN_TWICE_WRONG_LETTERS = 7;
const MIN_PART_CHARACTERS = 3;
const MAX_CORRECTED_WORDS = 6;
const MAX_COMPLETIONS = 8;
const MAX_CORRECTIONS = 2;
const ONE_SLIP_TRUST = 0.8;
const TWO_SLIPS_TRUST = 0.6;
const COMPLETION_TRUST = 0.6;
const LATIN = /^[a-z]+$/;

export async function catalogueStatistics(manager: EntityManager): Promise<CatalogueStatistics> {
  const [row] = await manager.query<{ products: string; title_terms: string }[]>(
    `SELECT products, title_terms FROM product_statistics`,
  );
  const products = Number(row?.products ?? 0);
  return { products, averageTitle: Math.max(1, Number(row?.title_terms ?? 0) / Math.max(1, products)) };
}

/**
 * Looks the terms of a query up in the tenant's own vocabulary. A word it does not have at all is taken for misspelt and replaced by
 * the nearest ones it has, a part number it does not have by those that begin so. Han words and numbers are never guessed.
 * Every look-up compares terms for equality or range, which row-level security lets the primary key answer.
 */
export async function lookUp(
  manager: EntityManager,
  tokens: readonly Token[],
): Promise<{ known: KnownTerm[]; unknown: Token[] }> {
  const counts = await countsOf(
    manager,
    tokens.map(({ term }) => term),
  );
  const known = tokens.flatMap(({ term }) => knownTerm(term, counts, 1));
  const unknown: Token[] = [];
  let guesses = 0;
  for (const token of tokens) {
    if (counts.has(token.term)) continue;
    if (guesses >= MAX_CORRECTED_WORDS) {
      unknown.push(token);
      continue;
    }
    const guessed =
      token.kind === 'part'
        ? await complete(manager, token)
        : token.kind === 'word'
          ? await correct(manager, token)
          : [];
    if (token.kind === 'part' || token.kind === 'word') guesses += 1;
    if (guessed.length === 0) unknown.push(token);
    known.push(...guessed);
  }
  return { known: strongestOfEach(known), unknown };
}

async function correct(manager: EntityManager, { surface }: Token): Promise<KnownTerm[]> {
  if (surface.length < MIN_CORRECTED_LETTERS || !LATIN.test(surface)) return [];
  // Slips happen in the word, not in its stem: "stainles" is one letter from "stainless", their stems are not.
  const near = await countsOf(manager, [...new Set(oneSlipFrom(surface).map((variant) => stemmer(variant)))]);
  if (near.size > 0) return mostFrequent(near, ONE_SLIP_TRUST);
  if (surface.length < MIN_TWICE_WRONG_LETTERS) return [];

  const stem = stemmer(surface);
  const alike = await countsInRange(manager, surface.slice(0, 2));
  for (const term of alike.keys()) {
    if (!LATIN.test(term) || Math.min(slipsBetween(surface, term, 2), slipsBetween(stem, term, 2)) > 2)
      alike.delete(term);
  }
  return mostFrequent(alike, TWO_SLIPS_TRUST);
}

async function complete(manager: EntityManager, { term }: Token): Promise<KnownTerm[]> {
  if (term.length < MIN_PART_CHARACTERS) return [];
  const longer = await countsInRange(manager, term, MAX_COMPLETIONS);
  return [...longer].map(([completion, products]) => ({ term: completion, products, trust: COMPLETION_TRUST }));
}

async function countsOf(manager: EntityManager, terms: readonly string[]): Promise<Map<string, number>> {
  return toCounts(await manager.query(`SELECT term, products FROM product_terms WHERE term = ANY($1)`, [terms]));
}

/** Terms that begin with a prefix. U+10FFFF sorts after every character a term can have. */
async function countsInRange(manager: EntityManager, prefix: string, limit?: number): Promise<Map<string, number>> {
  return toCounts(
    await manager.query(
      `SELECT term, products FROM product_terms WHERE term >= $1 AND term < $2 ORDER BY term LIMIT $3`,
      [prefix, `${prefix}\u{10FFFF}`, limit ?? null],
    ),
  );
}

function toCounts(rows: { term: string; products: number }[]): Map<string, number> {
  return new Map(rows.map(({ term, products }) => [term, products]));
}

function knownTerm(term: string, counts: ReadonlyMap<string, number>, trust: number): KnownTerm[] {
  const products = counts.get(term);
  return products === undefined ? [] : [{ term, products, trust }];
}

function mostFrequent(counts: ReadonlyMap<string, number>, trust: number): KnownTerm[] {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_CORRECTIONS)
    .map(([term, products]) => ({ term, products, trust }));
}

/** A guess may be a word that the query also has. */
function strongestOfEach(terms: readonly KnownTerm[]): KnownTerm[] {
  const strongest = new Map<string, KnownTerm>();
  for (const term of terms) {
    const other = strongest.get(term.term);
    if (other === undefined || other.trust < term.trust) strongest.set(term.term, term);
  }
  return [...strongest.values()];
}
