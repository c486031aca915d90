import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tracing } from '@tradewind/platform';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { IngestService } from '../ingest/ingest.service.js';
import { DocumentStore } from '../store/document-store.js';
import { LeaseKeeper } from '../tasks/lease-keeper.js';
import { TaskClaims } from '../tasks/task-claims.js';
import type { TaskTickets } from '../tasks/task-tickets.js';
import { testConfig } from '../testing/pipeline.js';
import type { IngestPipeline } from './ingest-pipeline.js';
import { TaskRunner } from './task-runner.js';

const TRACE_PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the trace of a task', () => {
  let real: TestDatabase;
  const tickets = { announce: () => undefined } as unknown as TaskTickets;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 4 });
  });
  afterAll(() => real.drop());

  /** Posts a document and runs its task; resolves with the spans that were begun for it. */
  async function spansOf(
    traceParent: string | undefined,
  ): Promise<{ name: string; ofTheTask: boolean; parent: string | undefined }[]> {
    const admission = new TaskAdmission(real.database, new QueueRoom(testConfig));
    const ingest = new IngestService(admission, tickets, testConfig, { traceParentOf: () => traceParent });
    const request = { url: 'http://127.0.0.1/a.pdf' } as Parameters<IngestService['ingest']>[0];
    const { task_id: id } = await asTenant('tenant_a', () => ingest.ingest(request, undefined));

    const begun: { name: string; ofTheTask: boolean; parent: string | undefined }[] = [];
    const tracing: Pick<Tracing, 'task'> = {
      task: (_scope, name, taskId, parent, work) => {
        begun.push({ name, ofTheTask: taskId === id, parent });
        return work();
      },
    };
    const pipeline = { run: () => Promise.resolve() } as unknown as IngestPipeline;
    const leases = new LeaseKeeper(real.database, testConfig);
    const runner = new TaskRunner(real.database, pipeline, new DocumentStore(), leases, tickets, testConfig, tracing);
    const task = await new TaskClaims(real.database, testConfig).next();
    if (task?.id !== id) throw new Error('The posted task was expected to be due.');
    await runner.run(task);
    return begun;
  }

  it('is that of the request which posted it', async () => {
    expect(await spansOf(TRACE_PARENT)).toEqual([{ name: 'rag.ingest', ofTheTask: true, parent: TRACE_PARENT }]);
  });

  it('is one of its own where the request was not traced', async () => {
    expect(await spansOf(undefined)).toEqual([{ name: 'rag.ingest', ofTheTask: true, parent: undefined }]);
  });
});
