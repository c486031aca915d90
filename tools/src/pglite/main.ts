// The embedded database, in a process of its own: PGlite (PostgreSQL compiled to WebAssembly) behind a TCP socket, so that
// every other process talks to it exactly as to a PostgreSQL server. Usage: main.js <data directory> <port>
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { Session } from './session.js';
import { Turns } from './turns.js';

const [dataDirectory, port] = process.argv.slice(2);
if (dataDirectory === undefined || port === undefined) throw new Error('usage: main.js <data directory> <port>');

/** A demo's worth of memory: the defaults are those of a server. */
const CONFIGURATION = ['shared_buffers = 32MB', 'max_wal_size = 64MB'];

const lockFile = join(dataDirectory, 'lock');
mkdirSync(dataDirectory, { recursive: true });
takeLock();

const db = await PGlite.create({
  dataDir: join(dataDirectory, 'pglite'),
  extensions: { vector, pg_trgm },
  postgresqlconf: CONFIGURATION,
});
const turns = new Turns();
const sockets = new Set<Socket>();
const server = createServer((socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  new Session(socket, db, turns);
});
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown());

async function shutDown(): Promise<void> {
  server.close();
  for (const socket of sockets) socket.destroy();
  await turns.take();
  await db.close();
  rmSync(lockFile, { force: true });
  process.exit(0);
}

/** PGlite does not notice a second process on its files, and two would corrupt them. */
function takeLock(): void {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
  } catch {
    const owner = Number(readFileSync(lockFile, 'utf8'));
    if (isAlive(owner)) {
      console.error(`${dataDirectory} is in use by process ${owner}. Stop that one first, or choose another DATA_DIR.`);
      process.exit(1);
    }
    writeFileSync(lockFile, String(process.pid));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}
