import { Worker } from 'node:worker_threads';
import { DataSource } from 'typeorm';
import { runMigrations } from '@tradewind/platform';
import { BuildProgress, type BuildPart } from './build-progress.js';
import { tenantSizes } from './catalogue.js';
import { tenantId, type LoadShare } from './tenants.js';

/** Another one with every change of the generated products or their embeddings: what is kept must be what would be made. */
const CATALOGUE_VERSION = 2;
const LOADERS = 2;
const STRETCH = 50_000;

export interface Build {
  rows: number;
  loadSeconds: number;
  vectorIndexSeconds: number;
  otherIndexSeconds: number;
  statisticsSeconds: number;
}

/**
 * A database with the benchmark's catalogue, kept between runs: made when it is not there, or was not finished. Rows are loaded first
 * and indexed afterwards, which is ten times faster.
 */
export async function loadedDatabase(serverUrl: string, rows: number): Promise<{ url: string; build: Build }> {
  const name = `tradewind_bench_search_v${String(CATALOGUE_VERSION)}_${String(rows)}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const server = await connect(serverUrl);
  try {
    const [known] = await server.query<unknown[]>(`SELECT FROM pg_database WHERE datname = $1`, [name]);
    if (known !== undefined) {
      const build = await finishedBuild(url.href);
      if (build !== undefined) {
        await bringUpToDate(url.href);
        return { url: url.href, build };
      }
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
    await server.query(`CREATE DATABASE ${name}`);
  } finally {
    await server.destroy();
  }
  return { url: url.href, build: await makeDatabase(url.href, rows) };
}

/** A database of an earlier version is migrated, and tidied as autovacuum would have done it by and by: indexes answer alone only then. */
async function bringUpToDate(url: string): Promise<void> {
  console.log('The database is there; bringing its schema up to date (up to a minute after an earlier version).');
  await runMigrations({ DATABASE_URL: url, DATABASE_KIND: 'postgres', EMBEDDING_DIMENSIONS: 384 });
  const dataSource = await connect(url);
  try {
    await dataSource.query(`VACUUM products, product_vectors, product_signatures, product_terms`);
  } finally {
    await dataSource.destroy();
  }
}

async function finishedBuild(url: string): Promise<Build | undefined> {
  const dataSource = await connect(url);
  try {
    const [table] = await dataSource.query<{ name: string | null }[]>(`SELECT to_regclass('bench_build') AS name`);
    if (typeof table?.name !== 'string') return undefined;
    const [row] = await dataSource.query<{ build: Build }[]>(`SELECT build FROM bench_build`);
    return row?.build;
  } finally {
    await dataSource.destroy();
  }
}

async function makeDatabase(url: string, rows: number): Promise<Build> {
  console.log(
    `Building ${String(rows)} products with their indexes, once: a million took 26 minutes on two busy cores. Later runs start with the finished database.`,
  );
  const progress = new BuildProgress();
  await runMigrations({ DATABASE_URL: url, DATABASE_KIND: 'postgres', EMBEDDING_DIMENSIONS: 384 });
  const dataSource = await connect(url);
  const watching = await connect(url);
  try {
    const indexes = await dataSource.query<{ name: string; definition: string }[]>(
      `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i WHERE i.indrelid IN ('products'::regclass, 'product_vectors'::regclass, 'product_signatures'::regclass) AND NOT i.indisunique`,
    );
    for (const { name } of indexes) await dataSource.query(`DROP INDEX ${name}`);
    const loadSeconds = await timed('rows', () => loadRows(url, rows, progress));

    // Memory for the whole graph of the largest partition; without it the build slows to a crawl.
    await dataSource.query(`SET maintenance_work_mem = '2GB'`);
    await dataSource.query(`SET max_parallel_maintenance_workers = 2`);
    await dataSource.query(`SET work_mem = '256MB'`);
    const build = (vector: boolean) => async (): Promise<void> => {
      for (const { definition } of indexes)
        if (definition.includes('USING hnsw') === vector)
          await buildIndex(dataSource, definition.replace(' ON ONLY ', ' ON '));
    };
    const otherIndexSeconds = await timed('full-text and filter indexes', build(false));
    const statisticsSeconds = await timed('term statistics', async () => {
      const sizes = tenantSizes(rows);
      let counted = 0;
      for (const [tenant, size] of sizes.entries()) {
        await dataSource.query(`SELECT rebuild_product_statistics($1)`, [tenantId(tenant)]);
        progress.at('term statistics', (counted += size) / rows);
      }
    });
    const watched = progress.watchIndex('vector index', watching, 'product_vectors');
    const vectorIndexSeconds = await timed('vector index', build(true)).finally(watched);
    await dataSource.query(`VACUUM ANALYZE`);
    await dataSource.query(`CHECKPOINT`);
    const made: Build = { rows, loadSeconds, vectorIndexSeconds, otherIndexSeconds, statisticsSeconds };
    await dataSource.query(`CREATE TABLE bench_build AS SELECT $1::jsonb AS build`, [JSON.stringify(made)]);
    return made;
  } finally {
    await watching.destroy();
    await dataSource.destroy();
  }
}

/** Parallel builds share memory through /dev/shm, of which a container may have too little: then one process builds. */
async function buildIndex(dataSource: DataSource, definition: string): Promise<void> {
  try {
    await dataSource.query(definition);
  } catch (error) {
    if (!String(error).includes('shared memory')) throw error;
    console.log('  too little shared memory for a parallel build: one process builds');
    await dataSource.query(`SET max_parallel_maintenance_workers = 0`);
    await dataSource.query(definition);
  }
}

async function loadRows(url: string, rows: number, progress: BuildProgress): Promise<void> {
  const shares = tenantSizes(rows).flatMap((size, tenant) => stretches(tenant, size));
  let loaded = 0;
  await Promise.all(
    Array.from({ length: LOADERS }, (_, loader) => {
      const ranges = shares.filter((_, index) => index % LOADERS === loader);
      const worker = new Worker(new URL('./load-worker.js', import.meta.url), { workerData: { url, ranges } });
      worker.on('message', (count: number) => {
        loaded += count;
        progress.at('rows', loaded / rows);
      });
      return new Promise<void>((resolve, reject) => {
        worker.once('error', reject);
        worker.once('exit', (code) => {
          if (code === 0) resolve();
          else reject(new Error(`a loader ended with ${String(code)}`));
        });
      });
    }),
  );
}

function stretches(tenant: number, size: number): LoadShare[] {
  return Array.from({ length: Math.ceil(size / STRETCH) }, (_, index) => ({
    tenant,
    from: index * STRETCH,
    to: Math.min(size, (index + 1) * STRETCH),
  }));
}

async function timed(what: BuildPart, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  console.log(`built: ${what} in ${String(seconds)} s`);
  return seconds;
}

/** One connection, as the owner of the tables. */
export async function connect(url: string): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: 1,
    synchronize: false,
    installExtensions: false,
  }).initialize();
}
