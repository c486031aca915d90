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
  heading: string | null;
  text: string;
  tokens: number;
}

/** Small enough to cite, large enough to stand alone. */
const TARGET_TOKENS = 400;
/** A single row longer than this is cut after all: embedding models refuse it otherwise. */
const MAX_LINE_TOKENS = 1_000;
const ID_CHARACTERS = 26;
/** `12`, `- 12 -`, `Page 12 of 40`, `第 12 页`: says nothing about the document. */
const PAGE_NUMBER = /^\W*(page\s*)?\d{1,4}(\s*(\/|of)\s*\d{1,4})?\W*$|^第\s*\d{1,4}\s*页/iu;

export type CountTokens = (text: string) => number;

interface Piece {
  text: string;
  tokens: number;
  isRow: boolean;
}

/**
 * Cuts the pages of one document, in order, into passages of about 400 tokens. A passage never leaves its page and never ends inside a
 * table row; a heading begins a new one and is remembered for those that follow; the header of a table is repeated where the table is cut.
 */
export class Chunker {
  private ordinal = 0;
  private heading: string | null = null;

  constructor(
    private readonly documentId: string,
    private readonly count: CountTokens,
  ) {}

  chunk(page: ChunkablePage): Chunk[] {
    const headings = new Set(page.headings);
    const chunks: Chunk[] = [];
    let open: Piece[] = [];
    let tableHeader: Piece | undefined;
    const close = (): void => {
      if (open.length > 0) chunks.push(this.toChunk(page.page, open));
      open = [];
    };
    for (const [index, line] of page.text.split('\n').entries()) {
      if (headings.has(index)) {
        close();
        this.heading = line;
        tableHeader = undefined;
        continue;
      }
      for (const piece of this.pieces(line)) {
        if (!piece.isRow) tableHeader = undefined;
        const full = open.length > 0 && tokensOf(open) + piece.tokens > TARGET_TOKENS;
        if (full) close();
        if (full && piece.isRow && tableHeader) open.push(tableHeader);
        open.push(piece);
        // The first row of a table names its columns when it holds no figures.
        if (piece.isRow && !tableHeader && !/\d/.test(piece.text)) tableHeader = piece;
      }
    }
    close();
    return chunks;
  }

  private pieces(line: string): Piece[] {
    if (line.trim() === '' || PAGE_NUMBER.test(line)) return [];
    const isRow = line.includes(CELL_SEPARATOR);
    const tokens = this.count(line);
    if (tokens <= (isRow ? MAX_LINE_TOKENS : TARGET_TOKENS)) return [{ text: line, tokens, isRow }];
    return halves(line).flatMap((half) => this.pieces(half));
  }

  private toChunk(page: number, pieces: readonly Piece[]): Chunk {
    const ordinal = this.ordinal;
    this.ordinal += 1;
    return {
      id: chunkId(this.documentId, ordinal),
      ordinal,
      page,
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
