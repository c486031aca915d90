import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { DataSource, EntityManager } from 'typeorm';
import { FOLDING, foldedText, foldName } from '../matching/folded-name.js';
import { foldIdentifier } from '../screening.js';
import type { ListFiles, ListRecord } from './list-record.js';

const BATCH = 500;

export interface ImportResult {
  readonly source: string;
  readonly version: string;
  readonly entries: number;
  readonly names: number;
  /** The very same files had been imported before, with names folded as now: nothing was done. */
  readonly unchanged: boolean;
}

interface NameRow {
  entry_id: string;
  name: string;
  folded: string;
}

/**
 * Imports a list as the version its bytes and the folding of names are (SHA-256). Readers see the old version until the whole new one is in, and then only that:
 * an import that breaks off changes nothing, and the next one begins again. The same files twice are one import, until names are folded otherwise. Read and written as
 * a stream; memory does not grow with the file.
 */
export async function importList(
  dataSource: DataSource,
  list: ListFiles,
  source: string,
  onProgress: (entries: number) => void = () => undefined,
  folding = FOLDING,
): Promise<ImportResult> {
  const version = await digest(list.files, folding);
  const [known] = await dataSource.query<{ version: string; entries: number; names: number }[]>(
    `SELECT version, entries, names FROM watchlist_sources WHERE source = $1`,
    [source],
  );
  if (known?.version === version) {
    return { source, version, entries: known.entries, names: known.names, unchanged: true };
  }
  await dataSource.query(`DELETE FROM watchlist_entries WHERE source = $1 AND version = $2`, [source, version]);
  let entries = 0;
  for await (const batch of inBatches(list.read())) {
    await dataSource.transaction((manager) => writeBatch(manager, source, version, batch));
    entries += batch.filter(({ record }) => record === 'entry').length;
    onProgress(entries);
  }
  if (entries === 0)
    throw new Error(`Not one entry could be read from ${list.files[0] ?? 'the file'}: nothing was changed.`);
  return publish(dataSource, source, version);
}

async function digest(files: readonly string[], folding: number): Promise<string> {
  const hash = createHash('sha256').update(`folding ${String(folding)}\n`);
  for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function* inBatches(records: AsyncIterable<ListRecord>): AsyncGenerator<ListRecord[]> {
  let batch: ListRecord[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function writeBatch(manager: EntityManager, source: string, version: string, batch: ListRecord[]): Promise<void> {
  const entries = batch.flatMap((each) => (each.record === 'entry' ? [each] : []));
  const names = batch.flatMap((each): NameRow[] => {
    if (each.record === 'country') return [];
    const given = each.record === 'alias' ? [each.name] : [each.name, ...each.aliases];
    return given.map((name) => ({ entry_id: each.entryId, name, folded: foldedText(foldName(name)) }));
  });
  const countries = batch.flatMap((each) => (each.record === 'country' ? [each] : []));
  await manager.query(
    `INSERT INTO watchlist_entries (source, version, entry_id, kind, name, countries, identifiers, programs, remarks, url, listed_on)
     SELECT $1, $2, r.entry_id, r.kind, r.name, r.countries, r.identifiers, r.programs, r.remarks, r.url, r.listed_on
     FROM jsonb_to_recordset($3::jsonb) AS r (entry_id text, kind text, name text, countries text[], identifiers text[],
                                              programs text[], remarks text, url text, listed_on date)
     ON CONFLICT DO NOTHING`,
    [
      source,
      version,
      JSON.stringify(
        entries.map(({ entryId, kind, name, countries: of, identifiers, programs, remarks, url, listedOn }) => ({
          ...{ entry_id: entryId, kind, name, countries: of, programs, remarks, url, listed_on: listedOn },
          identifiers: identifiers.map(foldIdentifier).filter((each) => each !== ''),
        })),
      ),
    ],
  );
  // A companion file may speak of entries the main file does not have.
  await manager.query(
    `INSERT INTO watchlist_names (source, version, entry_id, name, folded)
     SELECT $1, $2, e.entry_id, r.name, r.folded FROM jsonb_to_recordset($3::jsonb) AS r (entry_id text, name text, folded text)
     JOIN watchlist_entries e ON e.source = $1 AND e.version = $2 AND e.entry_id = r.entry_id
     WHERE r.folded <> ''`,
    [source, version, JSON.stringify(names)],
  );
  if (countries.length === 0) return;
  await manager.query(
    `UPDATE watchlist_entries e SET countries = ARRAY(SELECT DISTINCT unnest(e.countries || r.countries) ORDER BY 1)
     FROM (SELECT "entryId" AS entry_id, array_agg(country) AS countries
           FROM jsonb_to_recordset($3::jsonb) AS c ("entryId" text, country text) GROUP BY 1) AS r
     WHERE e.source = $1 AND e.version = $2 AND e.entry_id = r.entry_id`,
    [source, version, JSON.stringify(countries)],
  );
}

/** One transaction turns every reader from the old version to the new one; what is not in force is removed. */
function publish(dataSource: DataSource, source: string, version: string): Promise<ImportResult> {
  return dataSource.transaction(async (manager) => {
    const [counted] = await manager.query<{ entries: number; names: number }[]>(
      `SELECT (SELECT count(*)::int FROM watchlist_entries WHERE source = $1 AND version = $2) AS entries,
              (SELECT count(*)::int FROM watchlist_names WHERE source = $1 AND version = $2) AS names`,
      [source, version],
    );
    const { entries, names } = counted ?? { entries: 0, names: 0 };
    await manager.query(
      `INSERT INTO watchlist_sources (source, version, entries, names) VALUES ($1, $2, $3, $4)
       ON CONFLICT (source) DO UPDATE
         SET version = excluded.version, entries = excluded.entries, names = excluded.names, imported_at = now()`,
      [source, version, entries, names],
    );
    await manager.query(`DELETE FROM watchlist_entries WHERE source = $1 AND version <> $2`, [source, version]);
    return { source, version, entries, names, unchanged: false };
  });
}
