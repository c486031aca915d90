import type { TextItem } from '../page-text.js';
import type { ParserFailureCode } from '../protocol.js';

/** One program's view of a document. Pages are counted from 1. */
export interface PdfEngine {
  readonly pages: number;
  readonly title: string | null;
  /** Text in the order in which it was written into the page. */
  items(page: number): Promise<TextItem[]>;
  close(): Promise<void>;
}

/** The document cannot be read, and why. */
export class UnreadablePdf extends Error {
  override readonly name = 'UnreadablePdf';

  constructor(
    readonly code: ParserFailureCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** No page has more to say; more comes only from files made to exhaust whoever reads them. */
export const MAX_PAGE_CHARACTERS = 200_000;
const MAX_TITLE_CHARACTERS = 300;

export function cleanTitle(title: string): string | null {
  return (
    title
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .trim()
      .slice(0, MAX_TITLE_CHARACTERS) || null
  );
}

/** Pages looked at when a document is opened: it has none when none of these is there, whatever it claims. */
export const PROBED_PAGES = 3;
