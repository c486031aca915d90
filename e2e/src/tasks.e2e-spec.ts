import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  DocumentList,
  DocumentProductList,
  StoredPassageList,
  Task,
  TaskAccepted,
  TaskList,
  TaskWebhook,
} from '@tradewind/contracts';
import { readEvents } from './support/events.js';
import { call, keyOf, product, until } from './support/product.js';
import { resetDials, sampleUrl, turnDial } from './support/sandbox.js';
import { finishedTask, readTask } from './support/tasks.js';

// A tenant of its own, whose documents are nobody else's.
const key = (): string => keyOf('following');

afterEach(async () => {
  await resetDials();
  for (const { document_id: id } of DocumentList.parse((await call('/rag/documents', { key: key() })).body).data) {
    await call(`/rag/documents/${id}`, { method: 'DELETE', key: key() });
  }
});

async function post(body: object): Promise<string> {
  const answer = await call('/rag/ingest', { body, key: key() });
  expect(answer.status).toBe(202);
  return TaskAccepted.parse(answer.body).task_id;
}

const posted = (file = 'catalogue-en.pdf') => post({ url: sampleUrl(file) });
const atWork = (id: string, stages: string[]) =>
  until(
    () => readTask(id, key()),
    (task) => stages.includes(task.progress.stage),
    30_000,
  );

describe('following a task', () => {
  it('tells every step by events, and the rest to a client that comes back with the last id it saw', async () => {
    await turnDial({ kind: 'llm', latency_ms: 1_500 });
    const path = `/tasks/${await posted()}/events`;
    const begun = await readEvents(path, { key: key(), enough: (events) => events.length >= 2 });
    const last = Number(begun.events.at(-1)?.id);
    const rest = await readEvents(path, { key: key(), lastEventId: String(last) });
    const ids = rest.events.map(({ id }) => Number(id));
    expect(ids.every((id, index) => id > (ids[index - 1] ?? last))).toBe(true);
    expect(rest.events.at(-1)?.event).toBe('succeeded');
    expect(Task.parse(rest.events.at(-1)?.data)).toMatchObject({ status: 'succeeded', progress: { percent: 100 } });
    // Who has seen the end is told not to come back.
    expect(await readEvents(path, { key: key(), lastEventId: rest.events.at(-1)?.id })).toMatchObject({ status: 204 });
    expect((await readEvents(path, { key: keyOf('stranger') })).status).toBe(404);
  });

  it('calls the webhook with a signature that its secret verifies', async () => {
    const calls: { headers: IncomingHttpHeaders; body: string }[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        calls.push({ headers: request.headers, body });
        response.end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    try {
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
      const secret = 'sixteen-and-more-characters';
      const id = await post({ url: sampleUrl('price-list.pdf'), webhook: { url, secret } });
      await finishedTask(id, key());
      await until(
        () => Promise.resolve(calls),
        ({ length }) => length > 0,
        10_000,
      );
      const [{ headers, body } = { headers: {}, body: '' }] = calls;
      expect(TaskWebhook.parse(JSON.parse(body))).toMatchObject({ type: 'task.succeeded', data: { task_id: id } });
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const expected = createHmac('sha256', secret).update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    } finally {
      receiver.close();
    }
  });

  it('lists the tasks that match and none of another tenant', async () => {
    const id = await posted('price-list.pdf');
    await finishedTask(id, key());
    const list = async (query: string) =>
      TaskList.parse((await call(`/tasks?${query}`, { key: key() })).body).data.map(({ task_id: each }) => each);
    expect(await list('status=succeeded,failed')).toContain(id);
    expect(await list('status=queued&status=running')).not.toContain(id);
    expect((await call('/tasks?status=asleep', { key: key() })).status).toBe(400);
    const foreign = await call('/tasks?limit=100', { key: keyOf('stranger') });
    expect(TaskList.parse(foreign.body).data.map((task) => task.task_id)).not.toContain(id);
  });
});

describe('ending a task', () => {
  it('cancels within two seconds while the language model is being waited for, and a retry goes on from there', async () => {
    await turnDial({ kind: 'llm', latency_ms: 20_000 });
    const id = await posted();
    await atWork(id, ['extracting']);
    const startedAt = performance.now();
    const answer = await call(`/tasks/${id}/cancel`, { method: 'POST', key: key() });
    expect(Task.parse(answer.body)).toMatchObject({ status: 'cancelled', failure: { code: 'task.cancelled' } });
    // The call to the model ends as well: nothing goes on behind the tenant's back, or on its bill.
    const inFlight = async () => {
      const stats = (await call('/stats', { baseUrl: product().sandboxUrl })).body as {
        stats: { llm: { in_flight: number } };
      };
      return stats.stats.llm.in_flight;
    };
    await until(inFlight, (count) => count === 0, 5_000);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    const cancelled = await readTask(id, key());
    expect(cancelled.status).toBe('cancelled');
    await resetDials();
    expect((await call(`/tasks/${id}/retry`, { method: 'POST', key: key() })).status).toBe(202);
    expect(await finishedTask(id, key())).toMatchObject({ status: 'succeeded', result: { duplicate: false } });
  });

  it('deletes a document that is still being read in, with everything that came of it', async () => {
    await turnDial({ kind: 'llm', latency_ms: 3_000 });
    const id = await posted();
    const listed = await until(
      async () => DocumentList.parse((await call('/rag/documents', { key: key() })).body).data,
      ({ length }) => length > 0,
      30_000,
    );
    const documentId = listed[0]?.document_id ?? '';
    expect((await call(`/rag/documents/${documentId}`, { method: 'DELETE', key: key() })).status).toBe(204);
    expect(await finishedTask(id, key())).toMatchObject({ status: 'failed', failure: { code: 'document.deleted' } });
    expect(DocumentList.parse((await call('/rag/documents', { key: key() })).body).data).toEqual([]);
    const search = await call('/deal-brain/search', { body: { query: 'stove' }, key: key() });
    expect(search.body).toMatchObject({ results: [] });
  });
});

it('shows the passages and products of a document, page by page', async () => {
  const task = await finishedTask(await posted('price-list.pdf'), key());
  const path = `/rag/documents/${task.result?.document_id ?? ''}`;
  const first = DocumentProductList.parse((await call(`${path}/products?limit=20`, { key: key() })).body);
  const cursor = encodeURIComponent(first.next_cursor ?? '');
  const second = DocumentProductList.parse(
    (await call(`${path}/products?limit=20&cursor=${cursor}`, { key: key() })).body,
  );
  const products = [...first.data, ...second.data];
  expect(new Set(products.map(({ sku }) => sku)).size).toBe(task.result?.products);
  expect(products.every(({ source }) => source?.document_id === task.result?.document_id)).toBe(true);
  const passages = StoredPassageList.parse((await call(`${path}/passages`, { key: key() })).body);
  expect(passages.data).toHaveLength(task.result?.chunks ?? 0);
  expect((await call(`${path}/passages`, { key: keyOf('stranger') })).status).toBe(404);
});
