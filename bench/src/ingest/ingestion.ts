import { setTimeout as delay } from 'node:timers/promises';
import type { FileServer, Fleet, ThrowawayDatabase } from '@tradewind/tools';
import pg from 'pg';

const POLL_MS = 250;

export interface Ingested {
  seconds: number;
  succeeded: number;
  failed: string[];
  pages: number;
  passages: number;
  products: number;
}

/** Posts the files and waits until every one of them has been read in. */
export async function ingest(
  fleet: Fleet,
  database: ThrowawayDatabase,
  storage: FileServer,
  tenant: string,
  names: readonly string[],
): Promise<Ingested> {
  const watch = new pg.Client({ connectionString: database.url });
  await watch.connect();
  const startedAt = performance.now();
  try {
    const ids: string[] = [];
    for (const name of names) {
      const { status, body } = await fleet.call(tenant, '/rag/ingest', { url: storage.url(name) });
      if (status !== 202) throw new Error(`${name} was refused: ${JSON.stringify(body)}`);
      ids.push((body as { task_id: string }).task_id);
    }
    for (;;) {
      const { rows } = await watch.query<{
        status: string;
        failure_code: string | null;
        pages: number;
        chunks: number;
        products: number;
      }>(
        `SELECT status, failure_code, pages_done AS pages, chunks_done AS chunks, products FROM rag_tasks WHERE id = ANY($1)`,
        [ids],
      );
      if (rows.every(({ status }) => !['queued', 'running'].includes(status))) {
        const sum = (field: 'pages' | 'chunks' | 'products') => rows.reduce((total, row) => total + row[field], 0);
        return {
          seconds: (performance.now() - startedAt) / 1_000,
          succeeded: rows.filter(({ status }) => status === 'succeeded').length,
          failed: rows.flatMap(({ failure_code: code }) => code ?? []),
          pages: sum('pages'),
          passages: sum('chunks'),
          products: sum('products'),
        };
      }
      await delay(POLL_MS);
    }
  } finally {
    await watch.end();
  }
}
