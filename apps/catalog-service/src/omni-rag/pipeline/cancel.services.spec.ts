import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { Budget, type EmbeddingPort } from '@tradewind/upstream';
import { hashedWords } from '../../deal-brain/testing/fake-downstreams.js';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { compileParserChild } from '../parse/testing/compile-child.js';
import { manyOperators } from '../parse/testing/hostile-pdfs.js';
import { textPdf } from '../parse/testing/raw-pdf.js';
import type { RagDownstreams } from '../rag-downstreams.js';
import { DocumentStore } from '../store/document-store.js';
import { inControlScope } from '../tasks/control-scope.js';
import { LeaseKeeper } from '../tasks/lease-keeper.js';
import { TaskClaims } from '../tasks/task-claims.js';
import { TaskStore } from '../tasks/task-store.js';
import type { TaskTickets } from '../tasks/task-tickets.js';
import { fakeRagDownstreams } from '../testing/fake-downstreams.js';
import { createPipeline, testConfig } from '../testing/pipeline.js';
import { TaskRunner } from './task-runner.js';

const TENANT = 'tenant_a';
const WITHIN_MS = 2_000;
/** Many seconds of work for a parser. */
const ENDLESS = manyOperators(1_000_000);
const SHORT = textPdf(['Widget']);

describe('cancelling a task', () => {
  let real: TestDatabase;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    child = await compileParserChild();
    server = createServer((request, response) => response.end(request.url === '/endless.pdf' ? ENDLESS : SHORT));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(() => real.dataSource.query(`DELETE FROM rag_documents; DELETE FROM rag_tasks`));

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await child.remove();
    await real.drop();
  });

  /** Runs a document until `begun`, cancels its task and gives how long the run went on after that, its heartbeats included. */
  async function msUntilStopped(
    file: string,
    downstreams: RagDownstreams,
    begun: (taskId: string) => Promise<void>,
  ): Promise<number> {
    const url = `${origin}/${file}`;
    const room = new QueueRoom(testConfig);
    const admission = new TaskAdmission(real.database, room);
    await asTenant(TENANT, () => admission.admit({ url, source: url, title: undefined, idempotencyKey: undefined }));
    const task = await new TaskClaims(real.database, testConfig).next();
    if (!task) throw new Error('A task was expected to be due.');
    const leases = new LeaseKeeper(real.database, testConfig);
    leases.onModuleInit();
    try {
      const pipeline = createPipeline(real.database, downstreams, child.module);
      const tickets = { announce: () => undefined } as unknown as TaskTickets;
      const runner = new TaskRunner(
        real.database,
        pipeline,
        new DocumentStore(),
        leases,
        tickets,
        testConfig,
        undefined,
      );
      const running = runner.run(task);
      await begun(task.id);
      const cancelledAt = performance.now();
      await asTenant(TENANT, () => new TaskStore(real.database, room).cancel(task.id));
      await running;
      const ms = performance.now() - cancelledAt;
      expect(await statusOf(task.id)).toBe('cancelled');
      return ms;
    } finally {
      leases.onModuleDestroy();
    }
  }

  async function statusOf(taskId: string): Promise<string | undefined> {
    const [row] = await real.dataSource.query<{ status: string }[]>(`SELECT status FROM rag_tasks WHERE id = $1`, [
      taskId,
    ]);
    return row?.status;
  }

  async function untilParsing(taskId: string): Promise<void> {
    for (;;) {
      const [row] = await real.dataSource.query<{ stage: string }[]>(`SELECT stage FROM rag_tasks WHERE id = $1`, [
        taskId,
      ]);
      if (row?.stage === 'parsing') return;
    }
  }

  it('stops its run within two seconds while a page is being parsed', async () => {
    expect(await msUntilStopped('endless.pdf', fakeRagDownstreams(), untilParsing)).toBeLessThan(WITHIN_MS);
  });

  it('stops its run within two seconds while it waits for a permit, and the permit is not lost', async () => {
    const permits = new Budget('embedding', {
      limit: 1,
      queue: { maxWaiting: 10, maxWaitMs: 600_000, mode: 'reject-newest' },
    });
    let asked = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    const embedding: EmbeddingPort = {
      embed: (texts) => {
        asked();
        return permits.run(() => hashedWords.embed(texts));
      },
    };
    let release = (): void => undefined;
    const taken = inControlScope(() => permits.run(() => new Promise<void>((resolve) => (release = resolve))));
    expect(await msUntilStopped('short.pdf', fakeRagDownstreams({ embedding }), () => waiting)).toBeLessThan(WITHIN_MS);
    release();
    await taken;
    expect(await inControlScope(() => permits.run(() => Promise.resolve('free')))).toBe('free');
  });
});
