import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { UpstreamError, type EmbeddingPort, type LlmPort } from '@tradewind/upstream';
import { ProductCatalogue } from '../../deal-brain/catalogue/product-catalogue.js';
import { fakeDownstreams, hashedWords } from '../../deal-brain/testing/fake-downstreams.js';
import { DocumentsService } from '../documents/documents.service.js';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { compileParserChild } from '../parse/testing/compile-child.js';
import { textPdf } from '../parse/testing/raw-pdf.js';
import { PassageSearch } from '../query/passage-search.js';
import type { RagDownstreams } from '../rag-downstreams.js';
import { rows } from '../store/rows.js';
import { TaskClaims, type ClaimedTask } from '../tasks/task-claims.js';
import { TaskRun } from '../tasks/task-run.js';
import { fakeRagDownstreams } from '../testing/fake-downstreams.js';
import { createPipeline, runTask, testConfig } from '../testing/pipeline.js';

const PAGES = 40;
const document = textPdf(
  Array.from({ length: PAGES }, (_, page) => `Widget ${String(page)} sku WX-${String(page)} price 1.${String(page)}0`),
);

/** Finds one product on each page it is shown, as a good model would, and one that is not there. */
const honestModel: LlmPort = {
  complete: ({ messages }) => {
    const { pages } = JSON.parse(messages[1]?.content ?? '{}') as { pages: { page: number; text: string }[] };
    const nothing = {
      brand: null,
      model: null,
      category: null,
      description: null,
      attributes: [],
      min_order_quantity: null,
      origin: null,
    };
    const products = pages.flatMap(({ page, text }) => {
      const [, name, sku, price] = /^(.*) sku (\S+) price (\S+)$/.exec(text) ?? [];
      const claim = { ...nothing, name, price_amount: price, price_currency: 'USD', page };
      return [
        { ...claim, sku },
        { ...claim, sku: `INVENTED-${String(page)}` },
      ];
    });
    return Promise.resolve({
      content: JSON.stringify({ products }),
      finishReason: 'stop',
      model: 'fake',
      usage: { inputTokens: 1, outputTokens: 1, exact: true },
    });
  },
  stream: () => Promise.reject(new Error('not used')),
};

/** Works for the first calls and is down from then on. */
function failingAfter(calls: number): EmbeddingPort {
  let left = calls;
  return {
    embed: (texts) => {
      left -= 1;
      return left >= 0
        ? hashedWords.embed(texts)
        : Promise.reject(new UpstreamError('upstream.rate_limited', 'x', { retryAfterMs: 9_000 }));
    },
  };
}

const brokenModel: LlmPort = {
  complete: () => Promise.reject(new UpstreamError('upstream.failed', 'x')),
  stream: () => Promise.reject(new Error('not used')),
};

describe('IngestPipeline', () => {
  let real: TestDatabase;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    child = await compileParserChild();
    server = createServer((_request, response) => response.end(document));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/catalogue.pdf`;
  });

  afterEach(() => real.dataSource.query(`DELETE FROM rag_documents; DELETE FROM products; DELETE FROM rag_tasks`));

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await child.remove();
    await real.drop();
  });

  async function claimPosted(tenantId = 'tenant_a'): Promise<ClaimedTask> {
    const admission = new TaskAdmission(real.database, new QueueRoom(testConfig));
    await asTenant(tenantId, () => admission.admit({ url, source: url, title: undefined, idempotencyKey: undefined }));
    return claimNext();
  }

  async function claimNext(): Promise<ClaimedTask> {
    await real.dataSource.query(`UPDATE rag_tasks SET available_at = now(), heartbeat_at = now() - interval '1 hour'`);
    const task = await new TaskClaims(real.database, testConfig).next();
    if (!task) throw new Error('A task was expected to be due.');
    return task;
  }

  const run = (task: ClaimedTask, downstreams: RagDownstreams) =>
    runTask(real.database, createPipeline(real.database, downstreams, child.module), task);
  const taskRow = async (id: string) =>
    (await real.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM rag_tasks WHERE id = $1`, [id]))[0];
  const counts = async () => {
    const [found] = await real.dataSource.query<Record<string, number>[]>(
      `SELECT (SELECT count(*)::int FROM rag_pages) AS pages, (SELECT count(*)::int FROM rag_chunks) AS chunks,
              (SELECT count(embedding)::int FROM rag_chunks) AS embedded, (SELECT count(*)::int FROM products) AS products,
              (SELECT coalesce(sum(dropped_claims), 0)::int FROM rag_documents) AS dropped`,
    );
    return found;
  };
  const WHOLE = { pages: PAGES, chunks: PAGES, embedded: PAGES, products: PAGES, dropped: PAGES };

  it('takes a link to passages and products, and drops what the model made up', async () => {
    const task = await claimPosted();
    await run(task, fakeRagDownstreams({ llm: honestModel }));
    expect(await taskRow(task.id)).toMatchObject({
      status: 'succeeded',
      products: PAGES,
      chunks_total: PAGES,
      duplicate: false,
      degraded: [],
    });
    expect(await counts()).toEqual(WHOLE);
    const found = await asTenant('tenant_a', () =>
      new PassageSearch(real.database).find({ text: 'WX-17', vector: null, documentIds: null, limit: 3 }),
    );
    expect(found[0]).toMatchObject({ page: 18, document_title: 'catalogue' });
  });

  it('goes on after an outage and after a lost worker, and ends with what an undisturbed run has', async () => {
    const first = await claimPosted();
    await expect(
      run(first, fakeRagDownstreams({ llm: honestModel, embedding: failingAfter(1) })),
    ).rejects.toMatchObject({
      code: 'upstream.rate_limited',
    });
    await new TaskRun(real.database, first).handBack({ delayMs: 0, setback: false });
    expect(await counts()).toMatchObject({ pages: PAGES, embedded: 32 });
    // The second run vanishes without a word in the middle of a write.
    const second = await claimNext();
    await real.dataSource.query(`UPDATE rag_pages SET extracted = false WHERE page > 20`);
    await real.dataSource.query(`UPDATE rag_documents SET state = 'parsing', dropped_claims = 20`);
    await real.dataSource.query(`DELETE FROM rag_chunks WHERE ordinal > 20; DELETE FROM rag_pages WHERE page > 32`);
    const third = await claimNext();
    expect(third.id).toBe(second.id);
    await run(third, fakeRagDownstreams({ llm: honestModel }));
    expect(await counts()).toEqual(WHOLE);
    expect(await taskRow(third.id)).toMatchObject({ status: 'succeeded', attempts: 3 });
  });

  it('recognises the same content of the same tenant, and keeps tenants apart', async () => {
    await run(await claimPosted(), fakeRagDownstreams({ llm: honestModel }));
    const again = await claimPosted();
    await run(again, fakeRagDownstreams({ llm: brokenModel, embedding: failingAfter(0) }));
    expect(await taskRow(again.id)).toMatchObject({ status: 'succeeded', duplicate: true, products: PAGES });
    expect(await counts()).toEqual(WHOLE);
    const other = await claimPosted('tenant_b');
    await run(other, fakeRagDownstreams());
    expect(await taskRow(other.id)).toMatchObject({ status: 'succeeded', duplicate: false, products: 0 });
    const seen = await asTenant('tenant_b', () =>
      real.database.tenant((manager) => rows(manager, `SELECT 1 FROM products`)),
    );
    expect(seen).toHaveLength(0);
  });

  it('makes a document searchable while the model is away, and does without it in the end', async () => {
    const task = await claimPosted();
    await expect(run(task, fakeRagDownstreams({ llm: brokenModel }))).rejects.toMatchObject({
      name: 'Postponed',
      delayMs: 5_000,
    });
    const catalogue = new ProductCatalogue(real.database, fakeDownstreams());
    const documents = new DocumentsService(real.database, catalogue);
    expect((await asTenant('tenant_a', () => documents.list(10, undefined))).data).toHaveLength(1);
    await real.dataSource.query(`UPDATE rag_documents SET extraction_failures = $1`, [
      testConfig.RAG_EXTRACTION_MAX_FAILURES - 1,
    ]);
    await run(await claimNext(), fakeRagDownstreams({ llm: brokenModel }));
    expect(await taskRow(task.id)).toMatchObject({
      status: 'succeeded',
      degraded: [{ stage: 'extract', reason: 'upstream.failed' }],
    });
  });

  it('waits for a model that says when to come back, however often, and loses no product by it', async () => {
    const task = await claimPosted();
    const limited: LlmPort = {
      ...brokenModel,
      complete: () => Promise.reject(new UpstreamError('upstream.rate_limited', 'x', { retryAfterMs: 30_000 })),
    };
    for (let meeting = 0; meeting <= testConfig.RAG_EXTRACTION_MAX_FAILURES; meeting += 1) {
      const met = meeting === 0 ? task : await claimNext();
      await expect(run(met, fakeRagDownstreams({ llm: limited }))).rejects.toMatchObject({ delayMs: 30_000 });
      await new TaskRun(real.database, met).handBack({ delayMs: 0, setback: false });
    }
    await run(await claimNext(), fakeRagDownstreams({ llm: honestModel }));
    expect(await taskRow(task.id)).toMatchObject({ status: 'succeeded', products: PAGES, degraded: [] });
  });

  it('deletes a document with everything that came of it, for its owner only', async () => {
    await run(await claimPosted(), fakeRagDownstreams({ llm: honestModel }));
    const documents = new DocumentsService(real.database, new ProductCatalogue(real.database, fakeDownstreams()));
    const [shown] = (await asTenant('tenant_a', () => documents.list(10, undefined))).data;
    expect(shown).toMatchObject({ title: 'catalogue', pages: PAGES, chunks: PAGES, products: PAGES });
    const id = shown?.document_id ?? '';
    await expect(asTenant('tenant_b', () => documents.delete(id))).rejects.toMatchObject({
      code: 'document.not_found',
    });
    await asTenant('tenant_a', () => documents.delete(id));
    expect(await counts()).toEqual({ pages: 0, chunks: 0, embedded: 0, products: 0, dropped: 0 });
    await expect(asTenant('tenant_a', () => documents.get(id))).rejects.toMatchObject({ status: 404 });
  });
});
