import { createHash } from 'node:crypto';
import { CELL_SEPARATOR } from '../parse/page-text.js';

/** A page as it was parsed. */
export interface ChunkablePage {
  page: number;
  text: string;
  headings: readonly number[];
}

/** A passage: what is embedded, found and cited. */
export interface Chunk {
  /** From the document and the position alone, so that doing the work twice gives the same rows. */
  id: string;
  ordinal: number;
  page: number;
  /** Where it begins and ends in the text of its page, in UTF-16 units; a repeated table head is not counted. */
  start: number;
  end: number;
  heading: string | null;
  text: string;
  tokens: number;
}

/** Small enough to cite, large enough to stand alone. */
const TARGET_TOKENS = 400;
/** A single row longer than this is cut after all: embedding models refuse it otherwise. */
const MAX_LINE_TOKENS = 1_000;
/** A head that is repeated leaves most of a passage to the rows. */
const MAX_HEAD_TOKENS = 100;
/** A line longer than this is cut before its tokens are counted, which takes time that grows with its length. */
const MAX_COUNTED_CHARACTERS = 6_000;
const MAX_HEADING_CHARACTERS = 200;
const HEADING_SEPARATOR = ' › ';
const ID_CHARACTERS = 26;
/** `12`, `- 12 -`, `Page 12 of 40`, `第 12 页`: says nothing about the document. */
const PAGE_NUMBER = /^\W*(page\s*)?\d{1,4}(\s*(\/|of)\s*\d{1,4})?\W*$|^第\s*\d{1,4}\s*页/iu;

export type CountTokens = (text: string) => number;

interface Piece {
  text: string;
  tokens: number;
  isRow: boolean;
  start: number;
  /** A table's head that is said again where the table was cut. */
  repeated?: true;
}

/** Whether a line is repeated on many pages and says nothing on this one. */
export type IsRunning = (line: string, page: number) => boolean;

/**
 * Cuts the pages of one document, in order, into passages of about 400 tokens. A passage never leaves its page and never ends inside a
 * table row; a heading begins a new one and is remembered for those that follow; the header of a table is repeated where the table is cut.
 */
export class Chunker {
  private ordinal = 0;
  private heading: string | null = null;
  /** The heading has nothing under it yet. */
  private bareHeading = false;

  constructor(
    private readonly documentId: string,
    private readonly count: CountTokens,
    private readonly isRunning: IsRunning = () => false,
  ) {}

  /** Lazily, so that a caller can let others work between two passages of a long page. */
  *chunk(page: ChunkablePage): Generator<Chunk> {
    const headings = new Set(page.headings);
    let open: Piece[] = [];
    let tableHeader: Piece | undefined;
    let start = 0;
    let last: Piece | undefined;
    for (const [index, line] of page.text.split('\n').entries()) {
      const at = start;
      start += line.length + 1;
      if (this.isRunning(line, page.page)) continue;
      if (headings.has(index)) {
        if (open.length > 0) yield this.toChunk(page.page, open);
        open = [];
        this.open(line);
        last = { text: line, tokens: 0, isRow: false, start: at };
        tableHeader = undefined;
        continue;
      }
      for (const piece of this.pieces(line, at)) {
        if (!piece.isRow) tableHeader = undefined;
        const full = open.length > 0 && tokensOf(open) + piece.tokens > TARGET_TOKENS;
        if (full) {
          yield this.toChunk(page.page, open);
          open = piece.isRow && tableHeader ? [{ ...tableHeader, repeated: true }] : [];
        }
        open.push(piece);
        this.bareHeading = false;
        if (piece.isRow && !tableHeader && isTableHead(piece)) tableHeader = piece;
      }
    }
    if (open.length > 0) yield this.toChunk(page.page, open);
    // A cover, or a page set large throughout: what only looks like headings is all there is.
    else if (this.bareHeading && last) yield* this.headingAlone(page.page, last);
  }

  /** Headings directly under each other are a heading and its subheading. */
  private open(line: string): void {
    const above = this.bareHeading && this.heading !== null ? `${this.heading}${HEADING_SEPARATOR}` : '';
    this.heading = `${above}${line}`.length <= MAX_HEADING_CHARACTERS ? `${above}${line}` : line;
    this.bareHeading = true;
  }

  private *headingAlone(page: number, { start }: Piece): Generator<Chunk> {
    const text = this.heading ?? '';
    this.bareHeading = false;
    yield this.toChunk(page, [{ text, tokens: this.count(text), isRow: false, start }]);
  }

  private pieces(line: string, start: number): Piece[] {
    if (line.trim() === '' || PAGE_NUMBER.test(line)) return [];
    const isRow = line.includes(CELL_SEPARATOR);
    if (line.length <= MAX_COUNTED_CHARACTERS) {
      const tokens = this.count(line);
      if (tokens <= (isRow ? MAX_LINE_TOKENS : TARGET_TOKENS)) return [{ text: line, tokens, isRow, start }];
    }
    const [first, second] = halves(line);
    return [...this.pieces(first, start), ...this.pieces(second, start + line.lastIndexOf(second))];
  }

  private toChunk(page: number, pieces: readonly Piece[]): Chunk {
    const ordinal = this.ordinal;
    this.ordinal += 1;
    const first = pieces.find(({ repeated }) => !repeated);
    const final = pieces.at(-1);
    return {
      id: chunkId(this.documentId, ordinal),
      ordinal,
      page,
      start: first?.start ?? 0,
      end: (final?.start ?? 0) + (final?.text.length ?? 0),
      heading: this.heading,
      text: pieces.map(({ text }) => text).join('\n'),
      tokens: tokensOf(pieces),
    };
  }
}

/** What is embedded: the passage with the context a reader of the page would have. */
export function embeddedText(title: string, chunk: Pick<Chunk, 'heading' | 'page' | 'text'>): string {
  const place = [title, chunk.heading, `p. ${String(chunk.page)}`].filter((part) => part !== null).join(' › ');
  return `${place}\n${chunk.text}`;
}

function chunkId(documentId: string, ordinal: number): string {
  const digest = createHash('sha256')
    .update(`${documentId}:${String(ordinal)}`)
    .digest('hex');
  return `psg_${digest.slice(0, ID_CHARACTERS)}`;
}

/** The first row of a table names its columns when it holds no figures. */
function isTableHead({ text, tokens }: Piece): boolean {
  return tokens <= MAX_HEAD_TOKENS && !/\d/.test(text);
}

function tokensOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.tokens, 0);
}

/** Cuts a line in two near its middle: at the end of a sentence or cell if there is one, else at a space, else anywhere. */
function halves(line: string): [string, string] {
  const middle = Math.floor(line.length / 2);
  for (const border of [/[.!?;。！？；\t]/gu, /[\s,，、]/gu]) {
    const cuts = [...line.matchAll(border)]
      .map((match) => match.index + 1)
      .filter((cut) => cut > line.length / 4 && cut < line.length * 0.75);
    const [best] = cuts.toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
    if (best !== undefined) return [line.slice(0, best).trim(), line.slice(best).trim()];
  }
  return [line.slice(0, middle), line.slice(middle)];
}
