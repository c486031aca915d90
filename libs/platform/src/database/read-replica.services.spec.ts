import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { databaseBudget } from './database-budget.js';
import { Database } from './database.js';
import { tenantTable } from './migrations/tenant-table.js';
import { ReadReplica } from './read-replica.js';

/** Two servers for the test: what stands in a row says which of them answered. */
async function server(place: string): Promise<TestDatabase> {
  const made = await createTestDatabase({ connections: 2 });
  const runner = made.dataSource.createQueryRunner();
  await runner.query(`CREATE TABLE places (tenant_id text NOT NULL, place text NOT NULL)`);
  await tenantTable(runner, 'places');
  await runner.query(`INSERT INTO places VALUES ('a', $1), ('b', 'of another tenant')`, [place]);
  await runner.release();
  return made;
}

describe('reads that may be a moment old', () => {
  let primary: TestDatabase;
  let standby: TestDatabase;
  const budget = databaseBudget({ connections: 2, acquireTimeoutMs: 1_000 });
  const read = (database: Database) =>
    asTenant('a', () =>
      database.tenantRead(async (manager) => {
        const rows = await manager.query<{ place: string }[]>('SELECT place FROM places');
        return rows.map(({ place }) => place);
      }),
    );
  const behind = (replica: { database: Database | undefined }) =>
    new Database(primary.dataSource, budget, { canCancel: true, replica });

  beforeAll(async () => {
    [primary, standby] = await Promise.all([server('primary'), server('replica')]);
  });
  afterAll(async () => {
    await Promise.all([primary.drop(), standby.drop()]);
  });

  it('go to the replica, within the tenant, and all else to the primary', async () => {
    const database = behind({ database: standby.database });
    expect(await read(database)).toEqual(['replica']);
    const other = await asTenant('a', () => database.tenant((manager) => manager.query('SELECT place FROM places')));
    expect(other).toEqual([{ place: 'primary' }]);
  });

  it('go to the primary where there is no replica, until it is reached, and while it is silent', async () => {
    expect(await read(new Database(primary.dataSource, budget))).toEqual(['primary']);
    expect(await read(behind({ database: undefined }))).toEqual(['primary']);
    const silent = new Database(standby.dataSource, budget, { canCancel: true, pulse: { lost: true } });
    expect(await read(behind({ database: silent }))).toEqual(['primary']);
  });

  it('are asked of the primary again when the replica ends the statement for what it replays', async () => {
    const database = behind({ database: standby.database });
    const asked: string[] = [];
    const place = await asTenant('a', () =>
      database.tenantRead(async (manager) => {
        const [row] = await manager.query<{ place: string }[]>('SELECT place FROM places');
        asked.push(row?.place ?? '');
        if (asked.length === 1) {
          await manager.query(`DO $$ BEGIN RAISE EXCEPTION 'conflict with recovery' USING ERRCODE = '40001'; END $$`);
        }
        return row?.place;
      }),
    );
    expect([place, asked]).toEqual(['primary', ['replica', 'primary']]);
  });

  it('tell of a fault of the statement itself at once', async () => {
    const database = behind({ database: standby.database });
    const broken = asTenant('a', () => database.tenantRead((manager) => manager.query('SELECT nothing FROM places')));
    await expect(broken).rejects.toThrow('nothing');
  });

  it('begin as soon as a replica that was away at the start can be reached', async () => {
    let tries = 0;
    const replica = new ReadReplica(() => {
      tries += 1;
      return tries === 1
        ? Promise.reject(new Error('away'))
        : Promise.resolve({ database: standby.database, close: () => Promise.resolve() });
    });
    await replica.onApplicationBootstrap();
    expect(replica.database).toBeUndefined();
    await replica.onApplicationBootstrap();
    expect(await read(behind(replica))).toEqual(['replica']);
    await replica.onApplicationShutdown();
  });
});
