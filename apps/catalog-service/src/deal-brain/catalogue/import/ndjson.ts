import { StringDecoder } from 'node:string_decoder';
import { nestsDeeperThan } from '@tradewind/platform';
import { checkRow } from './check-row.js';
import type { ImportRow } from './import-row.js';

/** A product at its largest (50 attributes, 8,000 characters of description, all escaped) fits several times over. */
const MAX_LINE_CHARACTERS = 262_144;
/** A product nests three deep. */
const MAX_DEPTH = 16;

interface Line {
  number: number;
  /** Null: too long, and not kept. */
  text: string | null;
}

/** The products of newline-delimited JSON, line by line as they arrive; never more than one line is held. Empty lines are passed over. */
export async function* readNdjson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportRow, void, undefined> {
  for await (const { number, text } of linesOf(bytes)) {
    if (text === null) {
      const message = `is longer than ${String(MAX_LINE_CHARACTERS)} characters`;
      yield { line: number, faults: [{ path: '', message }] };
    } else if (text.trim() !== '') yield parse(number, text);
  }
}

function parse(line: number, text: string): ImportRow {
  if (nestsDeeperThan(Buffer.from(text), MAX_DEPTH)) {
    return { line, faults: [{ path: '', message: `is nested more than ${String(MAX_DEPTH)} deep` }] };
  }
  try {
    return checkRow(line, JSON.parse(text));
  } catch {
    return { line, faults: [{ path: '', message: 'is not valid JSON' }] };
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let number = 1;
  let rest = '';
  let overlong = false;
  for await (const chunk of bytes) {
    const pieces = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)).split('\n');
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        yield { number, text: overlong ? null : withoutMark(rest, number) };
        number += 1;
        rest = '';
        overlong = false;
      }
      overlong ||= rest.length + piece.length > MAX_LINE_CHARACTERS;
      rest = overlong ? '' : rest + piece;
    }
  }
  rest += decoder.end();
  if (rest !== '' || overlong) yield { number, text: overlong ? null : withoutMark(rest, number) };
}

/** Some editors begin a file with a byte order mark. */
function withoutMark(text: string, line: number): string {
  return line === 1 ? text.replace(/^\uFEFF/, '') : text;
}
