import { afterEach, describe, expect, it } from '@jest/globals';
import { DocumentList, RagQueryResponse, SearchResponse } from '@tradewind/contracts';
import { newApp } from './support/admin.js';
import { call, keyOf, product, until } from './support/product.js';
import { resetDials, turnDial } from './support/sandbox.js';
import { finishedTask, postDocument, readTask } from './support/tasks.js';
import { ledgerOf } from './support/usage.js';

afterEach(resetDials);

async function isReady(baseUrl: string): Promise<boolean> {
  const answer = await fetch(`${baseUrl}/readyz`).catch(() => undefined);
  return answer?.ok ?? false;
}

/** kill -9 of a process; resolves when another one serves in its place. */
async function killed(name: 'risk' | 'worker'): Promise<void> {
  const before = product().pids[name] ?? 0;
  process.kill(before, 'SIGKILL');
  await resetDials();
  await until(
    () => Promise.resolve(product().pids[name]),
    (pid) => pid !== before,
    20_000,
  );
  const { riskUrl, workerUrl } = product();
  await until(
    () => isReady(name === 'risk' ? riskUrl : workerUrl),
    (ready) => ready,
    20_000,
  );
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
    await killed('worker');

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

describe('a risk-service killed right behind its answers', () => {
  it('has every call in the ledger whose answer a client has seen to its end, once', async () => {
    const { key, appId } = await newApp('killed');
    const seen: string[] = [];
    let running = true;
    /** Calls again and again, JSON and streams, and takes down what it has seen the end of. */
    const client = async (name: number): Promise<void> => {
      for (let call = 0; running; call += 1) {
        const id = `killed-${String(name)}-${String(call)}`;
        const stream = (name + call) % 2 === 0;
        const response = await fetch(`${product().riskUrl}/v1/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-request-id': id },
          body: JSON.stringify({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'FOB?' }], stream }),
        });
        const text = await response.text();
        if (response.status === 200 && (!stream || text.endsWith('data: [DONE]\n\n'))) seen.push(id);
      }
    };
    const gone = Array.from({ length: 8 }, (_, name) => client(name).catch(() => undefined));
    // In the very turn in which an answer has come, while others are on their way.
    await until(
      () => Promise.resolve(seen.length),
      (answers) => answers >= 60,
      20_000,
    );
    const restarted = killed('risk');
    running = false;
    await Promise.all([restarted, ...gone]);

    const ids = async () => (await ledgerOf(appId)).map((row) => row.request_id);
    const stored = await until(ids, (all) => seen.every((id) => all.includes(id)), 20_000);
    expect(new Set(stored).size).toBe(stored.length);
    // It serves on, and books on.
    const body = { model: 'tradewind-chat', messages: [{ role: 'user', content: 'CIF?' }] };
    expect((await call('/v1/chat/completions', { key, body })).status).toBe(200);
    await until(ids, (all) => all.length === stored.length + 1, 10_000);
  }, 60_000);
});
