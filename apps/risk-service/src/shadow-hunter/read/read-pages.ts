import type { CheckSubject, Evidence } from '@tradewind/contracts';
import { currentScope, isUpstreamError, withDeadline } from '@tradewind/upstream';
import { canonicalUrl } from '../evidence/canonical-url.js';
import type { FoundPage } from '../gather/gather.js';
import { namesOf } from '../names/company-name.js';
import type { PageReader } from './page-reader.js';
import { passageAbout } from './passage.js';

export interface ReadOptions {
  /** The best so many are read, all at once; the reader's own budget bounds all checks together. */
  count: number;
  /** Time for all of them together; a page that is not there by then keeps its snippet. */
  shareMs: number;
  /** Of a page's text. */
  maxCharacters: number;
}

/**
 * Puts what the best pages say about the company before the snippets the search engine cut out of them. A page that cannot be read keeps
 * its snippet; when more than half of them could not, `degraded` says so as `read`.
 */
export async function readPages(
  reader: PageReader,
  found: { pages: readonly FoundPage[]; best: readonly Evidence[]; subject: CheckSubject },
  options: ReadOptions,
): Promise<{ pages: FoundPage[]; read: number }> {
  const names = namesOf(found.subject.company_name, found.subject.notes);
  const wanted = found.best.slice(0, options.count).map((item) => item.url);
  const passages = new Map<string, string>();
  const failures: string[] = [];
  await Promise.all(
    wanted.map(async (link) => {
      try {
        const text = await withDeadline(options.shareMs, () => reader.read(link));
        const passage = await passageAbout(text, names, options.maxCharacters);
        if (passage !== '') passages.set(canonicalUrl(link) ?? link, passage);
      } catch (error) {
        if (!isUpstreamError(error) || error.code === 'call.cancelled') throw error;
        failures.push(error.code);
      }
    }),
  );
  if (failures.length * 2 > wanted.length) {
    currentScope().degraded.push({ stage: 'read', reason: mostCommon(failures) });
  }
  return { pages: withPassages(found.pages, passages), read: passages.size };
}

/** The first mention of a page carries its passage, so that the snippets that follow are weighed against it. */
function withPassages(pages: readonly FoundPage[], passages: ReadonlyMap<string, string>): FoundPage[] {
  const left = new Map(passages);
  return pages.flatMap((page) => {
    const url = canonicalUrl(page.url);
    const passage = url === undefined ? undefined : left.get(url);
    if (url === undefined || passage === undefined) return [page];
    left.delete(url);
    return [{ ...page, snippet: passage }, page];
  });
}

function mostCommon(codes: readonly string[]): string {
  const count = (code: string) => codes.filter((other) => other === code).length;
  return codes.reduce((best, code) => (count(code) > count(best) ? code : best), codes[0] ?? '');
}
