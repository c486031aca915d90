/** Messages between the worker and its parser child. The worker asks, the child answers each request once, in order. */
export type ParserRequest =
  | { kind: 'open'; path: string; maxPages: number }
  /** Answered with at least the first page, and with fewer than asked for when they take long. */
  | { kind: 'pages'; from: number; to: number }
  /** Draws a page into a PNG file. */
  | { kind: 'render'; page: number; path: string }
  | { kind: 'close' };

export type ParserAnswer =
  | { kind: 'opened'; pages: number; title: string | null }
  | { kind: 'pages'; pages: ParsedPage[] }
  | { kind: 'rendered'; drawn: boolean }
  | { kind: 'closed' }
  | { kind: 'failed'; code: ParserFailureCode; message: string };

export type ParserFailureCode =
  'document.encrypted' | 'document.corrupt' | 'document.too_many_pages' | 'document.too_complex';

export interface ParsedPage {
  /** Counted from 1. */
  page: number;
  /** Lines separated by line feeds, cells of a row by tabs. */
  text: string;
  /** Indexes of the lines that are headings. */
  headings: number[];
  /** The page shows something, but none of it is text: a scan, or a page too damaged to read. */
  unreadable: boolean;
}
