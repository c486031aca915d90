// Imports a watch-list: main.js FILE [--source NAME]. Also removes one: main.js --remove NAME.
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { importList } from './import-list.js';
import { readImportEnv } from './import.config.js';
import { recognise } from './recognise.js';

const USAGE = 'npm run watchlist:import FILE [-- --source NAME], or npm run watchlist:import -- --remove NAME';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { source: { type: 'string' }, remove: { type: 'string' } },
});

try {
  const dataSource = await connect();
  try {
    if (values.remove === undefined) await bringIn(dataSource, positionals[0]);
    else await remove(dataSource, values.remove);
  } finally {
    await dataSource.destroy();
  }
} catch (error) {
  process.stderr.write(`The list was not imported: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function connect(): Promise<DataSource> {
  const url = readImportEnv().DATABASE_URL;
  return new DataSource({
    ...{ type: 'postgres', url, applicationName: 'watchlist-import', poolSize: 1 },
    ...{ connectTimeoutMS: 10_000, synchronize: false, installExtensions: false },
  }).initialize();
}

async function bringIn(dataSource: DataSource, file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error(`Which file? ${USAGE}`);
  const startedMs = performance.now();
  const list = await recognise(file);
  const source = values.source ?? list.source;
  process.stdout.write(`Reading ${list.files.join(', ')} as ${list.format} into “${source}”\n`);
  let shown = 0;
  const result = await importList(dataSource, list, source, (entries) => {
    if (entries - shown < 10_000) return;
    shown = entries;
    process.stdout.write(`  ${entries.toLocaleString('en')} entries\n`);
  });
  const took = `${((performance.now() - startedMs) / 1_000).toFixed(1)} s`;
  const counts = `${result.entries.toLocaleString('en')} entries with ${result.names.toLocaleString('en')} names`;
  process.stdout.write(
    result.unchanged
      ? `“${source}” holds this very version already: ${counts}.\n`
      : `“${source}” now holds ${counts}, version ${result.version.slice(0, 12)}, after ${took}. Checks are screened against it from now on.\n`,
  );
}

async function remove(dataSource: DataSource, source: string): Promise<void> {
  const removed = await dataSource.transaction(async (manager) => {
    await manager.query(`DELETE FROM watchlist_entries WHERE source = $1`, [source]);
    return manager.query<unknown[]>(`DELETE FROM watchlist_sources WHERE source = $1 RETURNING source`, [source]);
  });
  process.stdout.write(
    JSON.stringify(removed).includes(source) ? `“${source}” is gone.\n` : `There is no list “${source}”.\n`,
  );
}
