import type { Evidence } from '@tradewind/contracts';
import { simplified } from '../../text/simplified.js';

/** Quotation marks in English and Chinese; an apostrophe is none. */
const QUOTED = /[“"「『]([^“”"「」『』]+)[”"」』]/gu;
/** Shorter quotations are names and figures of speech, not citations. */
const CITATION_AT_LEAST = 12;
const ELLIPSIS = /\.{3,}|…+|\[[.…]+\]/u;

/** The citations in a sentence: what it puts in quotation marks and is long enough to be one. */
export function quotesIn(statement: string): string[] {
  return [...statement.matchAll(QUOTED)]
    .map((match) => match[1] ?? '')
    .filter((words) => words.length >= CITATION_AT_LEAST);
}

/**
 * Whether one of the pages says these words. Letters and digits must agree, in their order; case, spacing, punctuation, width and
 * traditional or simplified characters may differ, and an ellipsis stands for anything.
 */
export function isQuotedFrom(quote: string, sources: readonly Pick<Evidence, 'title' | 'snippet'>[]): boolean {
  const parts = quote
    .split(ELLIPSIS)
    .map(bare)
    .filter((part) => part !== '');
  return parts.length > 0 && sources.some((source) => holdsInOrder(bare(`${source.title} ${source.snippet}`), parts));
}

function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** Letters and digits alone, in one case and width. */
export function bare(text: string): string {
  return simplified(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
