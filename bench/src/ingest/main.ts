// npm run bench:ingest: forty mixed documents through one worker, with dealBrain searched beside it. See bench/README.md.
import { setTimeout as delay } from 'node:timers/promises';
import { createThrowawayDatabase, Fleet, serveFiles, type FileServer, type ThrowawayDatabase } from '@tradewind/tools';
import { quantile, round } from '../support/statistics.js';
import { document, mixedCorpus, pagesOfCorpus } from './corpus.js';
import { benchServers, USAGE, type BenchServers } from './ingest.config.js';
import { ingest } from './ingestion.js';
import { pdftotextCpuSeconds } from './pdftotext.js';
import { childrenCpuSeconds } from './process-tree.js';
import { searchSteadily } from './search-load.js';
import { watchWorker, type WorkerRecord } from './worker-watch.js';

const EMBEDDING_MS = 150;
const LLM_MS = 800;
/** For the memory of one document, which does not depend on how long the model thinks: more pages are in work at once, so it flatters nobody. */
const LLM_MS_ALONE = 100;
const SEARCHES_PER_SECOND = 10;
const SEARCH_ALONE_MS = 12_000;
const SEARCH_TENANT = 'searching';
const SHORT = { name: 'short.pdf', pages: 100 };
const LONG = { name: 'long.pdf', pages: 1_000 };

async function withFleet<T>(
  servers: BenchServers,
  llmMs: number,
  work: (fleet: Fleet, database: ThrowawayDatabase) => Promise<T>,
): Promise<T> {
  const database = await createThrowawayDatabase(servers.databaseUrl, 'bench');
  const fleet = new Fleet({
    databaseUrl: database.url,
    redisUrl: servers.redisUrl,
    workers: 1,
    tenants: ['suppliers', SEARCH_TENANT],
    ownUpstreamsForWorkers: true,
  });
  try {
    await fleet.start();
    await fleet.dial({ kind: 'embedding', latency_ms: EMBEDDING_MS });
    await fleet.dial({ kind: 'llm', latency_ms: llmMs });
    return await work(fleet, database);
  } finally {
    await fleet.stop();
    await database.drop();
  }
}

/** Runs `work` while the worker is looked at. */
async function watched<T>(fleet: Fleet, work: () => Promise<T>): Promise<{ value: T; record: WorkerRecord }> {
  const end = new AbortController();
  const target = { url: fleet.workerUrls[0] ?? '', pid: () => fleet.workers[0]?.pid };
  const watching = watchWorker(target, end.signal);
  try {
    const value = await work();
    end.abort();
    return { value, record: await watching };
  } finally {
    end.abort();
  }
}

async function loadCatalogue(fleet: Fleet): Promise<void> {
  const answer = await fetch(`${fleet.sandboxUrl}/catalogue/products.json`);
  const { products } = (await answer.json()) as { products: object[] };
  for (let from = 0; from < products.length; from += 250) {
    const { status, body } = await fleet.call(
      SEARCH_TENANT,
      '/deal-brain/products',
      { products: products.slice(from, from + 250) },
      'PUT',
    );
    if (status >= 300) throw new Error(`The catalogue was refused: ${JSON.stringify(body)}`);
  }
}

async function searchFor(fleet: Fleet, ms: number): Promise<number[]> {
  const end = new AbortController();
  const searching = searchSteadily(fleet, SEARCH_TENANT, SEARCHES_PER_SECOND, end.signal);
  await delay(ms);
  end.abort();
  return (await searching).latenciesMs;
}

/** The mixed corpus, with dealBrain's searches beside it. */
async function mixed(servers: BenchServers) {
  const files = mixedCorpus();
  const storage = await serveFiles(files);
  try {
    return await withFleet(servers, LLM_MS, async (fleet, database) => {
      await loadCatalogue(fleet);
      await searchFor(fleet, 3_000);
      const aloneBefore = await searchFor(fleet, SEARCH_ALONE_MS);
      const before = childrenCpuSeconds(fleet.workers[0]?.pid ?? 0);
      const end = new AbortController();
      const searching = searchSteadily(fleet, SEARCH_TENANT, SEARCHES_PER_SECOND, end.signal);
      const { value: ingested, record } = await watched(fleet, () =>
        ingest(fleet, database, storage, 'suppliers', [...files.keys()]),
      );
      end.abort();
      const beside = await searching;
      const extractionCpuSeconds = childrenCpuSeconds(fleet.workers[0]?.pid ?? 0) - before;
      // Before and after: what else the machine does changes within a minute.
      const alone = [...aloneBefore, ...(await searchFor(fleet, SEARCH_ALONE_MS))];
      return { ingested, record, alone, beside, extractionCpuSeconds, pdftotext: pdftotextCpuSeconds(files) };
    });
  } finally {
    storage.close();
  }
}

/** The worker's peak memory with one document, in a worker of its own. */
async function peakRssMb(servers: BenchServers, storage: FileServer, name: string): Promise<number> {
  return withFleet(servers, LLM_MS_ALONE, async (fleet, database) => {
    const { value, record } = await watched(fleet, () => ingest(fleet, database, storage, 'suppliers', [name]));
    if (value.succeeded !== 1) throw new Error(`${name} was not read in: ${value.failed.join()}`);
    return record.peakRssMb;
  });
}

async function bench(servers: BenchServers): Promise<void> {
  const { ingested, record, alone, beside, extractionCpuSeconds, pdftotext } = await mixed(servers);
  const aloneP95 = quantile(alone, 0.95);
  const besideP95 = quantile(beside.latenciesMs, 0.95);
  console.log(
    `${ingested.succeeded} of 40 documents, ${ingested.pages} of ${pagesOfCorpus()} pages, ${ingested.passages} passages, ${ingested.products} products in ${round(ingested.seconds, 1)} s`,
  );
  if (ingested.failed.length > 0) console.log(`failed: ${ingested.failed.join(', ')}`);
  console.log(
    `embedding: work was waiting in ${record.waiting} of ${record.samples} looks, the budget was full in ${record.full} of them`,
  );
  console.log(
    `search p95: ${round(aloneP95, 1)} ms alone (${alone.length}), ${round(besideP95, 1)} ms beside (${beside.latenciesMs.length}, ${beside.failures} failed)`,
  );
  console.log(
    `extraction: ${round(extractionCpuSeconds, 1)} CPU-s, pdftotext ${pdftotext === undefined ? 'is not installed' : `${round(pdftotext, 2)} CPU-s`}`,
  );

  const storage = await serveFiles(
    new Map([SHORT, LONG].map(({ name, pages }, index) => [name, document(9_000 + index, pages)])),
  );
  try {
    const short = await peakRssMb(servers, storage, SHORT.name);
    const long = await peakRssMb(servers, storage, LONG.name);
    console.log(
      `peak RSS with one document: ${round(short, 0)} MB (${SHORT.pages} pages), ${round(long, 0)} MB (${LONG.pages} pages)`,
    );
    console.log(
      JSON.stringify({
        pagesPerSecond: round(ingested.pages / ingested.seconds, 1),
        embeddingUtilisation: record.waiting === 0 ? null : round(record.full / record.waiting, 3),
        peakRssMb: round(Math.max(record.peakRssMb, short, long), 0),
        rssGrowth: round(long / short - 1, 3),
        searchP95Ratio: round(besideP95 / aloneP95, 2),
        extractionCpuRatio: pdftotext === undefined ? null : round(extractionCpuSeconds / pdftotext, 1),
      }),
    );
  } finally {
    storage.close();
  }
}

const servers = benchServers();
if (servers === undefined) {
  console.error(USAGE);
  process.exit(2);
}
await bench(servers);
