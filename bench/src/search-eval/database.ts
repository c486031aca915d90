import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';

const EMBEDDED = new URL('../../../tools/dist/pglite/main.js', import.meta.url);

/** A database for one evaluation: on the server of `DATABASE_URL`, or the embedded one in a directory that goes with it. */
export async function evaluationDatabase(serverUrl: string | undefined): Promise<TestDatabase> {
  if (serverUrl !== undefined) return createTestDatabase({ serverUrl, connections: 4 });
  const directory = mkdtempSync(join(tmpdir(), 'tradewind-eval-'));
  const port = await freePort();
  const server = fork(EMBEDDED, [directory, String(port)], { execArgv: [] });
  await once(server, 'message');
  const database = await createTestDatabase({
    serverUrl: `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
    existing: true,
    kind: 'pglite',
  });
  return {
    ...database,
    async drop() {
      await database.drop();
      server.kill();
      await once(server, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
