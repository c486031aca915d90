import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { Session } from './session.js';
import { Turns } from './turns.js';

let db: PGlite;
let server: Server;
let pool: pg.Pool;

beforeAll(async () => {
  db = await PGlite.create();
  const turns = new Turns();
  server = createServer((socket) => new Session(socket, db, turns));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  pool = new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', max: 10 });
  await pool.query('CREATE TABLE counter (id int primary key, n int not null)');
  await pool.query('INSERT INTO counter VALUES (1, 0)');
}, 60_000);

afterAll(async () => {
  await pool.end();
  server.close();
  await db.close();
});

describe('many clients on one embedded backend', () => {
  it('each gets the answer to its own parametrised query, also when others fail in between', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        if (n % 5 === 0)
          return pool.query('SELECT $1::int / 0 AS n', [n]).then(
            () => 'no error',
            () => 'error',
          );
        return (await pool.query<{ n: number }>('SELECT $1::int AS n', [n])).rows[0]?.n;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, n) => (n % 5 === 0 ? 'error' : n)));
  });

  it('keeps transactions apart: concurrent read-modify-writes lose no update', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const client = await pool.connect();
        await client.query('BEGIN');
        const { rows } = await client.query<{ n: number }>('SELECT n FROM counter WHERE id = $1', [1]);
        await client.query('UPDATE counter SET n = $1 WHERE id = 1', [(rows[0]?.n ?? 0) + 1]);
        await client.query('COMMIT');
        client.release();
      }),
    );
    expect((await pool.query('SELECT n FROM counter')).rows).toEqual([{ n: 20 }]);
  });

  it('rolls back for a client that vanishes in a transaction, and serves the others', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('UPDATE counter SET n = -1 WHERE id = $1', [1]);
    client.release(new Error('gone'));
    expect((await pool.query('SELECT n FROM counter')).rows).toEqual([{ n: 20 }]);
  });

  it('answers a statement that fails with its error and goes on', async () => {
    await expect(pool.query('SELECT nonsense FROM nowhere WHERE a = $1', [1])).rejects.toThrow('nowhere');
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
