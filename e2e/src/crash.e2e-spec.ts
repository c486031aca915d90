import { afterEach, describe, expect, it } from '@jest/globals';
import { DocumentList, RagQueryResponse, SearchResponse } from '@tradewind/contracts';
import { call, keyOf, product, until } from './support/product.js';
import { resetDials, turnDial } from './support/sandbox.js';
import { finishedTask, postDocument, readTask } from './support/tasks.js';

afterEach(resetDials);

async function isWorkerReady(): Promise<boolean> {
  const answer = await fetch(`${product().workerUrl}/readyz`).catch(() => undefined);
  return answer?.ok ?? false;
}

describe('a worker killed in mid-document', () => {
  it('leaves nothing lost and nothing doubled: the next one finishes the task', async () => {
    const key = keyOf('crashed');
    await turnDial({ kind: 'embedding', latency_ms: 1500 });
    await turnDial({ kind: 'llm', latency_ms: 1500 });
    const taskId = await postDocument('catalogue-en.pdf', key);
    await until(
      () => readTask(taskId, key),
      (task) => ['extracting', 'embedding', 'indexing'].includes(task.progress.stage),
      30_000,
    );
    const before = product().pids['worker'] ?? 0;
    process.kill(before, 'SIGKILL');
    await resetDials();
    await until(
      () => Promise.resolve(product().pids['worker']),
      (pid) => pid !== before,
      20_000,
    );
    await until(isWorkerReady, (ready) => ready, 20_000);

    const task = await finishedTask(taskId, key, 55_000);
    expect(task).toMatchObject({ status: 'succeeded', degraded: [], result: { duplicate: false } });

    await finishedTask(await postDocument('catalogue-en.pdf', keyOf('undisturbed')), keyOf('undisturbed'));
    const undisturbed = DocumentList.parse((await call('/rag/documents', { key: keyOf('undisturbed') })).body).data[0];
    const disturbed = DocumentList.parse((await call('/rag/documents', { key })).body).data;
    expect(disturbed).toHaveLength(1);
    expect(disturbed[0]).toMatchObject({
      pages: undisturbed?.pages,
      chunks: undisturbed?.chunks,
      products: undisturbed?.products,
    });
    const search = SearchResponse.parse(
      (await call('/deal-brain/search', { body: { query: 'wood-gas stove titanium tent canister', limit: 50 }, key }))
        .body,
    );
    const skus = search.results.map((hit) => hit.product.sku);
    expect(new Set(skus).size).toBe(skus.length);
    const passages = RagQueryResponse.parse(
      (await call('/rag/query', { body: { query: 'wood-gas stove', limit: 20 }, key })).body,
    ).passages;
    expect(new Set(passages.map((passage) => passage.passage_id)).size).toBe(passages.length);
  }, 120_000);
});
