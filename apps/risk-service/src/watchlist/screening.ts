import { Injectable } from '@nestjs/common';
import type { CheckSubject } from '@tradewind/contracts';
import { eachInSlices } from '../event-loop/slices.js';
import { findCountry } from '../geography/countries.js';
import { namesOf } from '../shadow-hunter/names/company-name.js';
import { foldedText, foldName } from './matching/folded-name.js';
import { compareNames, type NameSimilarity } from './matching/name-similarity.js';
import { Watchlist } from './store/watchlist.js';
import type { EntryKind, ListedName, ListVersion } from './watchlist-entry.js';

/**
 * Scores from which on a listed name is the same (`MATCH`), or may be and is for a person to decide (`POSSIBLE`). Measured on the labelled
 * set of matching.spec.ts; docs/shadow-hunter.md has the figures.
 */
export const MATCH = 0.92;
export const POSSIBLE = 0.84;

/** What the country adds or takes: listed companies move, so it never decides alone. */
const SAME_COUNTRY = 0.02;
const OTHER_COUNTRY = -0.1;
/** A person is often named without the patronymic or second name a list has: that much alike, and no more. */
const PERSON_CONTAINED = 0.86;
const CANDIDATES = 50;
const MAX_HITS = 5;
const MAX_CONTACTS = 5;

const COMPANIES: readonly EntryKind[] = ['organization', 'other'];
const PERSONS: readonly EntryKind[] = ['person'];

export interface WatchlistHit {
  readonly listed: ListedName;
  /** The name that was looked for: the company's, or a contact's. */
  readonly sought: string;
  readonly role: 'company' | 'contact';
  readonly score: number;
  readonly level: 'match' | 'possible';
  readonly country: 'same' | 'other' | 'open';
  /** The registration number is the listed one. */
  readonly sameIdentifier: boolean;
  readonly similarity: NameSimilarity;
}

export interface Screening {
  /** The lists in force; empty when none was imported. */
  readonly lists: ListVersion[];
  /** The surest first, each entry once. */
  readonly hits: WatchlistHit[];
}

interface Sought {
  readonly name: string;
  readonly role: 'company' | 'contact';
}

/** Compares a company and its contacts with the imported watch-lists. */
@Injectable()
export class WatchlistScreening {
  constructor(private readonly watchlist: Watchlist) {}

  async screen(subject: CheckSubject): Promise<Screening> {
    const lists = await this.watchlist.lists();
    if (lists.length === 0) return { lists, hits: [] };
    const names = namesOf(subject.company_name, subject.notes).map((name): Sought => ({
      name: name.given,
      role: 'company',
    }));
    const contacts = personsIn(subject.contacts).map((name): Sought => ({ name, role: 'contact' }));
    const found = await Promise.all([...names, ...contacts].map((sought) => this.hitsOf(sought, subject)));
    return { lists, hits: bestOfEachEntry(found.flat()).slice(0, MAX_HITS) };
  }

  private async hitsOf({ name, role }: Sought, subject: CheckSubject): Promise<WatchlistHit[]> {
    const folded = foldName(name);
    const identifier = role === 'company' ? foldIdentifier(subject.registration_number ?? '') : '';
    const candidates = await this.watchlist.candidates({
      folded: foldedText(folded),
      kinds: role === 'company' ? COMPANIES : PERSONS,
      identifier,
      limit: CANDIDATES,
    });
    const country = findCountry(subject.country)?.code;
    const hits: WatchlistHit[] = [];
    await eachInSlices(candidates, (listed) => {
      const similarity = compareNames(folded, foldName(listed.name));
      const hit = judge({ listed, name, role, country, identifier, similarity });
      if (hit !== undefined) hits.push(hit);
    });
    return hits;
  }
}

function judge(found: {
  listed: ListedName;
  name: string;
  role: 'company' | 'contact';
  country: string | undefined;
  identifier: string;
  similarity: NameSimilarity;
}): WatchlistHit | undefined {
  const { listed, name, role, similarity } = found;
  const sameIdentifier = found.identifier !== '' && listed.identifiers.includes(found.identifier);
  const country = compareCountry(found.country, listed.countries);
  const moved = { same: SAME_COUNTRY, other: OTHER_COUNTRY, open: 0 }[country];
  const contained = role === 'contact' && similarity.contained ? PERSON_CONTAINED : 0;
  const score = sameIdentifier ? 1 : Math.max(0, Math.min(1, Math.max(contained, similarity.score + moved)));
  if (score < POSSIBLE) return undefined;
  const level = score >= MATCH ? 'match' : 'possible';
  return { ...{ listed, role, level, country, sameIdentifier, similarity }, sought: name, score };
}

function compareCountry(country: string | undefined, listed: readonly string[]): WatchlistHit['country'] {
  if (country === undefined || listed.length === 0) return 'open';
  return listed.includes(country) ? 'same' : 'other';
}

function bestOfEachEntry(hits: readonly WatchlistHit[]): WatchlistHit[] {
  const best = new Map<string, WatchlistHit>();
  for (const hit of hits) {
    const entry = `${hit.listed.source} ${hit.listed.entryId}`;
    const known = best.get(entry);
    if (known === undefined || known.score < hit.score) best.set(entry, hit);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** Names of persons among free-text contacts such as "Ana Sousa, purchasing, ana@example.com". */
function personsIn(contacts: readonly string[]): string[] {
  return contacts
    .map((contact) => (contact.split(/[,;(<|/]| [-–] /)[0] ?? '').trim())
    .filter((name) => !/[@\d]/.test(name) && /\S\s+\S|^\p{Script=Han}{2,4}$/u.test(name))
    .slice(0, MAX_CONTACTS);
}

/** Numbers are compared without spaces, dots and dashes. */
export function foldIdentifier(identifier: string): string {
  const folded = identifier.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  return folded.length >= 5 ? folded : '';
}
