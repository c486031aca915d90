import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** A record larger than this is no list entry but a quote that was never closed. */
const MAX_RECORD_BYTES = 1_000_000;

/** The rows of a CSV file as arrays, read as a stream; quoting as in RFC 4180, a byte order mark and short rows are accepted. */
export async function* csvRows(file: string): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  for await (const row of source.pipe(parser)) yield row as string[];
}
