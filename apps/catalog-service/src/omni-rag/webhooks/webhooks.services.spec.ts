import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TaskWebhook } from '@tradewind/contracts';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { TaskStore } from '../tasks/task-store.js';
import { testConfig } from '../testing/pipeline.js';
import { DeliveryStore } from './delivery-store.js';
import { WebhookClient } from './webhook-client.js';
import { retryInMs, WebhookSender } from './webhook-sender.js';

const SECRET = 'a-secret-of-the-tenant';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

describe('webhooks', () => {
  let real: TestDatabase;
  let receiver: Server;
  let url: string;
  let status = 200;
  const received: Received[] = [];
  const clients: WebhookClient[] = [];

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('thank you');
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook?a=1`;
  });

  afterEach(async () => {
    received.length = 0;
    status = 200;
    await real.dataSource.query(`DELETE FROM rag_tasks; DELETE FROM rag_webhook_deliveries`);
  });

  afterAll(async () => {
    for (const client of clients) await client.onModuleDestroy();
    receiver.closeAllConnections();
    receiver.close();
    await real.drop();
  });

  function sender(options: { allowPrivate: boolean } = { allowPrivate: true }): WebhookSender {
    const client = new WebhookClient({ RAG_ALLOW_PRIVATE_ADDRESSES: options.allowPrivate });
    clients.push(client);
    return new WebhookSender(new DeliveryStore(real.database), client);
  }

  async function cancelledTask(): Promise<string> {
    const room = new QueueRoom(testConfig);
    const link = 'https://b.example.com/a.pdf?Signature=private';
    const { id } = await asTenant('tenant_a', () =>
      new TaskAdmission(real.database, room).admit({
        url: link,
        source: 'https://b.example.com/a.pdf',
        title: undefined,
        idempotencyKey: undefined,
        webhook: { url, secret: SECRET },
      }),
    );
    await asTenant('tenant_a', () => new TaskStore(real.database, room).cancel(id));
    return id;
  }

  const deliveries = () =>
    real.dataSource.query<{ state: string; attempts: number; last_error: string | null; due: boolean }[]>(
      `SELECT state, attempts, last_error, next_attempt_at <= now() AS due FROM rag_webhook_deliveries`,
    );
  const makeDue = () => real.dataSource.query(`UPDATE rag_webhook_deliveries SET next_attempt_at = now()`);

  it('tells the end of a task once, signed so that the receiver can verify it', async () => {
    const taskId = await cancelledTask();
    const sending = sender();
    expect(await sending.sendDue()).toBe(1);
    expect(await sending.sendDue()).toBe(0);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const told = TaskWebhook.parse(JSON.parse(body));
    expect(told).toMatchObject({ type: 'task.cancelled', data: { task_id: taskId, status: 'cancelled' } });
    expect(body).not.toContain('private');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', SECRET).update(signed).digest('base64')}`);
    expect(Math.abs(Date.now() / 1_000 - Number(headers['webhook-timestamp']))).toBeLessThan(60);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('tries again later when it is refused, under the same id, and follows no redirect', async () => {
    await cancelledTask();
    const sending = sender();
    status = 302;
    await sending.sendDue();
    expect(await deliveries()).toMatchObject([{ state: 'pending', attempts: 1, last_error: 'status 302', due: false }]);
    await makeDue();
    status = 204;
    await sending.sendDue();
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 2, last_error: null }]);
  });

  it('gives up when the receiver is gone for good or the address leads inwards', async () => {
    await cancelledTask();
    status = 410;
    await sender().sendDue();
    expect(await deliveries()).toMatchObject([{ state: 'failed', last_error: 'status 410' }]);
    await real.dataSource.query(`UPDATE rag_webhook_deliveries SET state = 'pending'`);
    await makeDue();
    await sender({ allowPrivate: false }).sendDue();
    expect(await deliveries()).toMatchObject([{ state: 'failed', last_error: 'source.forbidden_address' }]);
    expect(received).toHaveLength(1);
  });

  it('owes one call for each end of a task, and none of two workers makes it twice', async () => {
    const taskId = await cancelledTask();
    const store = new TaskStore(real.database, new QueueRoom(testConfig));
    await asTenant('tenant_a', () => store.retry(taskId));
    await asTenant('tenant_a', () => store.cancel(taskId));
    await Promise.all([sender().sendDue(), sender().sendDue()]);
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('waits longer after each refusal, about a day in all', () => {
    const waits = Array.from({ length: 10 }, (_, index) => retryInMs(index + 1, () => 0));
    expect(waits.slice(0, 3)).toEqual([5_000, 20_000, 80_000]);
    expect(waits.at(-1)).toBeUndefined();
    const total = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(total).toBeGreaterThan(18 * 3_600_000);
  });
});
