import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { OcrReader } from '../ocr/ocr-reader.js';
import { compileParserChild } from '../parse/testing/compile-child.js';
import { rawPdf } from '../parse/testing/raw-pdf.js';
import { TaskClaims } from '../tasks/task-claims.js';
import { fakeRagDownstreams } from '../testing/fake-downstreams.js';
import { createPipeline, runTask, testConfig } from '../testing/pipeline.js';

const PICTURE = 'q 400 0 0 300 72 300 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00ff ff00> EI Q';
const TEXT = 'BT /F1 12 Tf 72 700 Td (readable) Tj ET';

/** Pages that are pictures, and pages of text. */
function pagesOf(contents: readonly string[]): Buffer {
  const kids = contents.map((_, index) => `${String(4 + index * 2)} 0 R`).join(' ');
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(contents.length)} /Kids [${kids}] /MediaBox [0 0 612 792] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents ${String(5 + index * 2)} 0 R >>`,
      `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    ]),
  ]);
}

/** The package of the OCR process is optional and weighs more than all others; where somebody has installed it, these are not the guarantees. */
function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('@gutenye/ocr-node');
    return true;
  } catch {
    return false;
  }
}

(isInstalled() ? describe.skip : describe)('scans where the OCR package is absent', () => {
  let real: TestDatabase;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let server: Server;
  let origin: string;
  let ocr: OcrReader;
  const files: Record<string, Buffer> = {
    '/scan.pdf': pagesOf([PICTURE, PICTURE]),
    '/mixed.pdf': pagesOf([TEXT, PICTURE, TEXT]),
  };

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    child = await compileParserChild();
    ocr = new OcrReader(testConfig, child.ocrModule);
    server = createServer((request, response) => response.end(files[request.url ?? '']));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterEach(() => real.dataSource.query(`DELETE FROM rag_documents; DELETE FROM rag_tasks`));

  afterAll(async () => {
    await ocr.onModuleDestroy();
    server.closeAllConnections();
    server.close();
    await child.remove();
    await real.drop();
  });

  async function ingest(path: string): Promise<Record<string, unknown> | undefined> {
    const url = `${origin}${path}`;
    const admission = new TaskAdmission(real.database, new QueueRoom(testConfig));
    await asTenant('tenant_a', () =>
      admission.admit({ url, source: url, title: undefined, idempotencyKey: undefined }),
    );
    const task = await new TaskClaims(real.database, testConfig).next();
    if (!task) throw new Error('A task was expected to be due.');
    await runTask(real.database, createPipeline(real.database, fakeRagDownstreams(), child.module, ocr), task);
    const [row] = await real.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM rag_tasks WHERE id = $1`, [
      task.id,
    ]);
    return row;
  }

  it('fail with document.no_text when no page can be read, and OCR is off from then on', async () => {
    await expect(ingest('/scan.pdf')).rejects.toMatchObject({ code: 'document.no_text' });
    expect(ocr.available).toBe(false);
  });

  it('become searchable as far as they can be read, and tell which pages are missing', async () => {
    expect(await ingest('/mixed.pdf')).toMatchObject({
      status: 'succeeded',
      pages_without_text: [2],
      degraded: [{ stage: 'parse', reason: 'document.pages_without_text' }],
    });
  });
});
