import type { CheckSubject, Evidence } from '@tradewind/contracts';
import { eachInSlices } from '../../event-loop/slices.js';
import { wellFormed } from '../../text/clip.js';
import type { FoundPage } from '../gather/gather.js';
import { canonicalUrl, hostOf } from './canonical-url.js';
import { cleanText } from './clean-text.js';
import { identityOf, relevance, RELEVANT } from './identity.js';
import { containment, NEAR_DUPLICATE, shingles } from './near-duplicate.js';

const MAX_EVIDENCE = 24;
const MAX_TITLE_CHARACTERS = 300;
const MAX_SNIPPET_CHARACTERS = 1_200;

export interface Selection {
  /** The most relevant first; ids are `ev_1`, `ev_2`, … in this order. */
  readonly evidence: Evidence[];
  /** Pages that were the same as another one, by address or by text. */
  readonly duplicates: number;
  /** Pages about somebody else, or not surely about this company. */
  readonly unrelated: number;
  /** Sentences addressed to a language model that were taken out. */
  readonly instructionsRemoved: number;
}

interface Candidate {
  readonly url: string;
  readonly title: string;
  readonly snippet: string;
  readonly publishedAt: string | null;
  readonly relevance: number;
}

/**
 * From what the searches found to the evidence of a check: cleaned, about this company, each thing once, the best first. Sixty pages
 * are ten milliseconds of work, so that it is done in slices.
 */
export async function selectEvidence(pages: readonly FoundPage[], subject: CheckSubject): Promise<Selection> {
  const identity = identityOf(subject);
  const byUrl = new Map<string, Candidate>();
  let duplicates = 0;
  let instructionsRemoved = 0;

  await eachInSlices(pages, (page) => {
    const url = canonicalUrl(page.url);
    if (url === undefined) return;
    const title = cleanText(page.title, MAX_TITLE_CHARACTERS);
    const snippet = cleanText(page.snippet, MAX_SNIPPET_CHARACTERS);
    const known = byUrl.get(url);
    if (known !== undefined) {
      duplicates += 1;
      // Search engines cut different pieces out of one page for different queries: together they say more.
      byUrl.set(url, withSnippet(known, snippet.text, identity));
      return;
    }
    instructionsRemoved += title.removed + snippet.removed;
    const candidate = {
      url: wellFormed(page.url),
      title: title.text,
      snippet: snippet.text,
      publishedAt: page.publishedAt,
    };
    byUrl.set(url, { ...candidate, relevance: relevance(candidate, identity) });
  });

  const related = [...byUrl.values()].filter((candidate) => candidate.relevance >= RELEVANT);
  const unrelated = byUrl.size - related.length;
  // Stable: of equally relevant pages the search engine's own order decides.
  related.sort((a, b) => b.relevance - a.relevance);
  const distinct = await dropNearDuplicates(related);
  duplicates += related.length - distinct.length;
  return { evidence: distinct.slice(0, MAX_EVIDENCE).map(toEvidence), duplicates, unrelated, instructionsRemoved };
}

function withSnippet(known: Candidate, snippet: string, identity: ReturnType<typeof identityOf>): Candidate {
  if (containment(shingles(snippet), shingles(known.snippet)) >= NEAR_DUPLICATE) return known;
  const joined = `${known.snippet} … ${snippet}`;
  if (joined.length > MAX_SNIPPET_CHARACTERS) return known;
  const candidate = { ...known, snippet: joined };
  return { ...candidate, relevance: relevance(candidate, identity) };
}

/** Keeps the first, that is the most relevant, of texts that say the same. */
async function dropNearDuplicates(ranked: readonly Candidate[]): Promise<Candidate[]> {
  const kept: { candidate: Candidate; pieces: Set<string> }[] = [];
  await eachInSlices(ranked, (candidate) => {
    const pieces = shingles(`${candidate.title} ${candidate.snippet}`);
    if (!kept.some((other) => containment(pieces, other.pieces) >= NEAR_DUPLICATE)) kept.push({ candidate, pieces });
  });
  return kept.map((entry) => entry.candidate);
}

function toEvidence(candidate: Candidate, index: number): Evidence {
  return {
    evidence_id: `ev_${String(index + 1)}`,
    url: candidate.url,
    title: candidate.title || hostOf(candidate.url),
    snippet: candidate.snippet,
    source: hostOf(candidate.url),
    published_at: candidate.publishedAt,
    relevance: Math.round(candidate.relevance * 100) / 100,
  };
}
