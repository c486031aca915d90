import type { Readable } from 'node:stream';
import { readCsv } from './csv.js';
import type { ImportRow } from './import-row.js';
import { readNdjson } from './ndjson.js';

/** The rows of a body that comes as a stream, in the format its Content-Type names. */
export function rowsOf(body: Readable, contentType: string): AsyncIterable<ImportRow> {
  if (!/^text\/csv\b/i.test(contentType)) return readNdjson(body);
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1];
  return readCsv(body, charset ?? 'utf-8');
}
