import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Logger, type LoggerService } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { IngestService } from '../ingest/ingest.service.js';
import { compileParserChild } from '../parse/testing/compile-child.js';
import { textPdf } from '../parse/testing/raw-pdf.js';
import { DocumentStore } from '../store/document-store.js';
import { LeaseKeeper } from '../tasks/lease-keeper.js';
import { TaskClaims } from '../tasks/task-claims.js';
import { toTask } from '../tasks/task-row.js';
import { TaskStore } from '../tasks/task-store.js';
import type { TaskTickets } from '../tasks/task-tickets.js';
import { fakeRagDownstreams } from '../testing/fake-downstreams.js';
import { createPipeline, testConfig } from '../testing/pipeline.js';
import { TaskRunner } from './task-runner.js';

const SECRET = 's1gnature0fTheTenant';
const TENANT = 'tenant_a';

/** Every outcome a link can have. */
const ANSWERS: Record<string, (response: import('node:http').ServerResponse, origin: string) => void> = {
  '/good.pdf': (response) => response.end(textPdf(['Widget'])),
  '/denied.pdf': (response) => response.writeHead(403).end('SignatureDoesNotMatch'),
  '/gone.pdf': (response) => response.writeHead(404).end(),
  '/page.pdf': (response) => response.end('<html></html>'),
  '/moved.pdf': (response, origin) =>
    response.writeHead(302, { location: `${origin}/gone.pdf?X-Amz-Signature=${SECRET}` }).end(),
  '/trap.pdf': (response) =>
    response.writeHead(302, { location: `http://169.254.169.254/?X-Amz-Signature=${SECRET}` }).end(),
  '/broken.pdf': (response) => response.destroy(),
};

describe('pre-signed links', () => {
  let real: TestDatabase;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let server: Server;
  let origin: string;
  const logged: string[] = [];

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    child = await compileParserChild();
    server = createServer((request, response) => {
      ANSWERS[new URL(request.url ?? '', origin).pathname]?.(response, origin);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const write = (...words: unknown[]): void => {
      logged.push(inspect(words, { depth: Infinity, showHidden: true }));
    };
    const logger: LoggerService = { log: write, error: write, warn: write, debug: write, verbose: write };
    Logger.overrideLogger(logger);
  });

  afterAll(async () => {
    Logger.overrideLogger(true);
    server.closeAllConnections();
    server.close();
    await child.remove();
    await real.drop();
  });

  it('leave their query string in no log line, no answer and no column but the one they are fetched by', async () => {
    const room = new QueueRoom(testConfig);
    const tickets = { announce: () => undefined } as unknown as TaskTickets;
    const admission = new TaskAdmission(real.database, room);
    const ingest = new IngestService(admission, tickets, testConfig, { traceParentOf: () => undefined });
    const store = new TaskStore(real.database, room);
    const answers: unknown[] = [];
    for (const path of Object.keys(ANSWERS)) {
      const request = { url: `${origin}${path}?X-Amz-Signature=${SECRET}` } as Parameters<IngestService['ingest']>[0];
      const accepted = await asTenant(TENANT, () => ingest.ingest(request, `key of ${path}`));
      answers.push(accepted);
      const task = await new TaskClaims(real.database, testConfig).next();
      if (!task) throw new Error('A task was expected to be due.');
      const pipeline = createPipeline(real.database, fakeRagDownstreams(), child.module);
      const leases = new LeaseKeeper(real.database, testConfig);
      await new TaskRunner(real.database, pipeline, new DocumentStore(), leases, tickets, testConfig, undefined).run(
        task,
      );
      const row = await asTenant(TENANT, () => store.get(accepted.task_id));
      answers.push(toTask(row));
      // Those that are tried again are not tried again here.
      await real.dataSource.query(
        `UPDATE rag_tasks SET available_at = now() + interval '1 hour' WHERE status = 'queued'`,
      );
    }
    expect(logged.length).toBeGreaterThanOrEqual(Object.keys(ANSWERS).length);
    expect(logged.filter((line) => line.includes(SECRET))).toEqual([]);
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    expect(await columnsWith(SECRET)).toEqual(['rag_tasks.source_url']);
  });

  async function columnsWith(text: string): Promise<string[]> {
    const tables = await real.dataSource.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')`,
    );
    const found = new Set<string>();
    for (const { name } of tables) {
      const columns = await real.dataSource.query<{ column: string }[]>(
        `SELECT DISTINCT field.key AS column FROM "${name}" AS line, jsonb_each_text(to_jsonb(line)) AS field WHERE strpos(field.value, $1) > 0`,
        [text],
      );
      for (const { column } of columns) found.add(`${name}.${column}`);
    }
    return [...found];
  }
});
