import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Deadline } from '@tradewind/upstream/core';
import { asTenant, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { problemOf } from '../errors/problem.js';
import { tenantTable } from './migrations/tenant-table.js';
import { runMigrations } from './run-migrations.js';
import type { TenantReader } from './tenant-reader.js';

interface Note {
  id: number;
  tenant_id: string;
  text: string;
}

describe('Database on a real PostgreSQL', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase({ connections: 3 });
    const runner = test.dataSource.createQueryRunner();
    await runner.query(
      `CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id text NOT NULL, text text NOT NULL)`,
    );
    await tenantTable(runner, 'notes');
    await runner.release();
  });

  afterAll(async () => {
    await test.drop();
  });

  beforeEach(async () => {
    await test.database.system(async (manager) => {
      await manager.query(`DELETE FROM notes`);
      await manager.query(`INSERT INTO notes (tenant_id, text) VALUES ('a', 'of a'), ('b', 'of b')`);
    });
  });

  const notes = (tenantId: string, sql: string, parameters: unknown[] = []) =>
    asTenant(tenantId, () => test.database.tenant((manager) => manager.query<Note[]>(sql, parameters)));

  it('shows a tenant its own rows only, even when the WHERE is forgotten', async () => {
    expect((await notes('a', 'SELECT * FROM notes')).map((note) => note.text)).toEqual(['of a']);
    expect((await notes('b', 'SELECT * FROM notes')).map((note) => note.text)).toEqual(['of b']);
    expect(await notes('c', 'SELECT * FROM notes')).toEqual([]);
    expect(await notes('a', `SELECT * FROM notes WHERE tenant_id = 'b'`)).toEqual([]);
  });

  it('neither updates nor deletes the rows of another tenant', async () => {
    await notes('a', `UPDATE notes SET text = 'taken'`);
    await notes('a', `DELETE FROM notes WHERE tenant_id = 'b'`);
    expect((await notes('b', 'SELECT * FROM notes')).map((note) => note.text)).toEqual(['of b']);
  });

  it('refuses to write a row for another tenant', async () => {
    await expect(notes('a', `INSERT INTO notes (tenant_id, text) VALUES ('b', 'planted')`)).rejects.toThrow(
      'row-level security',
    );
    await expect(notes('a', `UPDATE notes SET tenant_id = 'b'`)).rejects.toThrow('row-level security');
    await notes('a', `INSERT INTO notes (tenant_id, text) VALUES ('a', 'mine')`);
    expect(await notes('b', 'SELECT * FROM notes')).toHaveLength(1);
  });

  it('keeps tenants away from keys, tenants and settings', async () => {
    for (const table of ['api_keys', 'apps', 'tenants', 'settings']) {
      await expect(notes('a', `SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
    }
  });

  it('leaves nothing of a tenant on the connection, whether its work succeeded or not', async () => {
    await notes('a', 'SELECT 1');
    await expect(notes('a', 'SELECT 1 / 0')).rejects.toThrow('division by zero');
    const seen = await test.dataSource.query<{ role: string; tenant: string | null }[]>(
      `SELECT current_user AS role, current_setting('tradewind.tenant_id', true) AS tenant`,
    );
    expect(seen[0]?.role).not.toBe('tradewind_app');
    expect(seen[0]?.tenant ?? '').toBe('');
  });

  it('shows the system every row', async () => {
    const all = await test.database.system((manager) => manager.query<Note[]>('SELECT * FROM notes'));
    expect(all).toHaveLength(2);
  });

  it('rolls everything back when the work fails', async () => {
    const failing = asTenant('a', () =>
      test.database.tenant(async (manager) => {
        await manager.query(`INSERT INTO notes (tenant_id, text) VALUES ('a', 'half')`);
        throw new Error('second half failed');
      }),
    );
    await expect(failing).rejects.toThrow('second half failed');
    expect(await notes('a', 'SELECT * FROM notes')).toHaveLength(1);
  });

  it('does not serve a request that belongs to nobody', async () => {
    const nobody = asTenant('anonymous', () => test.database.tenant(() => Promise.resolve(1)));
    await expect(nobody).rejects.toThrow('needs a tenant');
    expect(
      await test.database.tenant((manager) => manager.query<Note[]>('SELECT * FROM notes'), { tenantId: 'b' }),
    ).toHaveLength(1);
  });

  it('refuses a second connection inside a transaction instead of deadlocking a full pool', async () => {
    const nested = asTenant('a', () => test.database.tenant(() => test.database.system(() => Promise.resolve(1))));
    await expect(nested).rejects.toThrow('use its own manager');
  });

  it('ends a statement at the deadline of the request', async () => {
    const error = await asTenant('a', () => test.database.tenant((manager) => manager.query('SELECT pg_sleep(5)')), {
      deadline: Deadline.after(150),
    }).catch((reason: unknown) => reason);
    expect(problemOf(error, 'r').body.code).toBe('deadline.exceeded');
  });

  it('never runs more transactions than there are connections, and refuses with a time to come back when all are taken', async () => {
    const hold = () => asTenant('a', () => test.database.tenant((manager) => manager.query('SELECT pg_sleep(0.4)')));
    const results = await Promise.allSettled(Array.from({ length: 60 }, hold));
    expect(results.filter((result) => result.status === 'fulfilled').length).toBeGreaterThanOrEqual(3);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [problemOf(result.reason, 'r')] : []));
    expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) {
      expect(refusal.status).toBe(429);
      expect(refusal.body.code).toMatch(/^capacity\./);
      expect(Number(refusal.headers['retry-after-ms'])).toBeGreaterThan(0);
    }
    expect(test.database.snapshot().inFlight).toBe(0);
  });

  it('answers 503 when its connections are cut, and works again by itself', async () => {
    const cut = asTenant('a', () =>
      test.database.tenant(async (manager) => {
        const [own] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
        await test.dataSource.query('SELECT pg_terminate_backend($1)', [own?.pid]);
        await manager.query('SELECT 1');
      }),
    ).catch((reason: unknown) => reason);
    expect(problemOf(await cut, 'r').body.code).toBe('database.unavailable');
    expect(await notes('a', 'SELECT * FROM notes')).toHaveLength(1);
  });

  describe('reading', () => {
    const reading = <T>(tenantId: string, work: (reader: TenantReader) => Promise<T>) =>
      asTenant(tenantId, () => test.database.reading(work));
    const texts = (reader: TenantReader) => reader.query<{ text: string }[]>('SELECT text FROM notes');

    it('shows a tenant its own rows only and leaves nothing of it on the connection', async () => {
      expect(await reading('a', texts)).toEqual([{ text: 'of a' }]);
      expect(await reading('b', texts)).toEqual([{ text: 'of b' }]);
      await expect(reading('a', (reader) => reader.query('SELECT * FROM api_keys'))).rejects.toThrow(
        'permission denied',
      );
      const connections = await Promise.all(
        [1, 2, 3].map(() =>
          test.dataSource.query<{ role: string; tenant: string | null }[]>(
            `SELECT current_user AS role, current_setting('tradewind.tenant_id', true) AS tenant, pg_sleep(0.05)`,
          ),
        ),
      );
      for (const [seen] of connections) {
        expect(seen?.role).not.toBe('tradewind_app');
        expect(seen?.tenant ?? '').toBe('');
      }
    });

    it('answers the statements of one call in one transaction, and those of the next in another', async () => {
      const statement = { text: 'SELECT pg_current_xact_id()::text AS id', values: [] };
      const [together, alone] = await reading('a', async (reader) => [
        await reader.all([statement, statement]),
        await reader.all([statement]),
      ]);
      expect(together?.[0]).toEqual(together?.[1]);
      expect(alone?.[0]).not.toEqual(together?.[0]);
    });

    it('gives every kind of value to PostgreSQL as it is', async () => {
      const words = ['a "quoted" \\ one', 'with, comma {and} braces', '螺栓', ''];
      const rows = await reading('a', (reader) =>
        reader.query(
          'SELECT $1::text[] AS words, $2::float8[] AS numbers, $3::text AS nothing, $4::int AS number, $5::bool AS yes',
          [words, [0.5, -1e-9], null, 7, true],
        ),
      );
      expect(rows).toEqual([{ words, numbers: [0.5, -1e-9], nothing: null, number: 7, yes: true }]);
    });

    it('runs nothing behind a statement that failed, and the connection goes on', async () => {
      const failing = { text: 'SELECT 1 / $1::int AS one', values: [0] };
      const writing = { text: `INSERT INTO notes (tenant_id, text) VALUES ('a', 'behind')`, values: [] };
      for (let round = 0; round < 3; round += 1)
        await expect(reading('a', (reader) => reader.all([writing, failing, writing]))).rejects.toThrow(
          'division by zero',
        );
      expect(await reading('a', (reader) => reader.all([{ ...failing, values: [1] }]))).toEqual([[{ one: 1 }]]);
      expect(await reading('a', texts)).toEqual([{ text: 'of a' }]);
    });

    it('ends a statement at the deadline, and says so when its connection is cut', async () => {
      const late = await asTenant('a', () => test.database.reading((reader) => reader.query('SELECT pg_sleep(5)')), {
        deadline: Deadline.after(150),
      }).catch((reason: unknown) => reason);
      expect(problemOf(late, 'r').body.code).toBe('deadline.exceeded');
      const cut = await reading('a', async (reader) => {
        const [own] = await reader.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
        await test.dataSource.query('SELECT pg_terminate_backend($1)', [own?.pid]);
        return reader.query('SELECT 1');
      }).catch((reason: unknown) => reason);
      expect(problemOf(cut, 'r').body.code).toBe('database.unavailable');
      expect(await reading('a', texts)).toEqual([{ text: 'of a' }]);
      expect(test.database.snapshot().inFlight).toBe(0);
    });
  });
});

describe('migrations on a real PostgreSQL', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
  });

  afterAll(async () => {
    await test.drop();
  });

  const config = (dimensions: number) => ({
    DATABASE_URL: test.url,
    DATABASE_KIND: 'postgres' as const,
    EMBEDDING_DIMENSIONS: dimensions,
  });

  it('run once, whoever else runs them at the same time', async () => {
    await test.dataSource.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const runs = await Promise.all([
      runMigrations(config(384)),
      runMigrations(config(384)),
      runMigrations(config(384)),
    ]);
    expect(runs.filter((ran) => ran.length > 0)).toHaveLength(1);
  });

  it('refuse a database that was set up for other embedding dimensions', async () => {
    await expect(runMigrations(config(512))).rejects.toThrow(
      'EMBEDDING_DIMENSIONS is 512, but this database holds vectors of 384',
    );
  });

  it('put every table that has a tenant under row-level security', async () => {
    const open = await test.dataSource.query<{ relname: string }[]>(`
      SELECT c.relname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> 'apps' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
        -- A partition that the tenants' role may not touch is reached through its table alone, whose policies hold.
        AND NOT (c.relispartition AND NOT has_table_privilege('tradewind_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE'))`);
    expect(open).toEqual([]);
  });

  it('give a key to a new tenant once, and the same key again when asked for it', async () => {
    const first = await test.tenant('exporter');
    const second = await test.tenant('exporter');
    expect(second).toMatchObject({ tenantId: first.tenantId, appId: first.appId });
    expect(second.key).not.toBe(first.key);
  });
});
