import { describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import { call, product } from './support/product.js';
import { rolledBack } from './support/database.js';
import { finishedTask, postDocument } from './support/tasks.js';

/** Tables that belong to no tenant, each with the reason. The tenant role may do nothing with them unless said otherwise. */
const NO_TENANT: Record<string, string> = {
  tenants: 'the tenants themselves: read by the owner when a key is looked up',
  api_keys: 'belong to an app; looked up by hash before there is a tenant',
  app_budget_holds: 'what replicas have set aside of a budget, by app',
  audit_log: 'what operators did',
  schema_migrations: 'the migrations that have run',
  sealed_keys: 'provider keys of the operator, sealed',
  settings_heads: 'settings of the operator',
  settings_replicas: 'settings of the operator',
  settings_revisions: 'settings of the operator',
  usage_aggregation: 'how far statistics have got',
  usage_pending: 'ids of ledger rows that are not yet counted',
};
/** Reference data that every tenant may read and none may write. */
const SHARED: Record<string, string> = {
  watchlist_entries: 'public watch-lists, imported by the operator',
  watchlist_names: 'public watch-lists, imported by the operator',
  watchlist_sources: 'public watch-lists, imported by the operator',
};
/** Have a tenant and no policy: nothing but the owner can open them. */
const OWNER_ONLY: Record<string, string> = {
  apps: 'read with the key, before the tenant is known',
};
/** BullMQ's own tables, where it keeps its queues in the database: they carry ids of tasks, and only the owner opens them. */
const QUEUE =
  /^(dedup|dedup_next|event|job|job_dependency|job_log|meta|metrics|migration|rate_limit|relay_\w+|scheduler|settings)$/;

/** Rows that come and go by themselves; one is put in so that there is something to hide. */
const PASSING: Record<string, string> = {
  product_vector_queue: `INSERT INTO product_vector_queue (tenant_id, product_id) SELECT tenant_id, product_id FROM products WHERE tenant_id = $1 LIMIT 1 ON CONFLICT DO NOTHING`,
  risk_runs: `INSERT INTO risk_runs (id, tenant_id, operation, lease_until, expires_at) VALUES ('run_probe', $1, 'probe', now(), now())`,
  usage_hourly: `INSERT INTO usage_hourly SELECT now(), $1::text, 'app', 'feature', '', '', 'USD', 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, '{}'::bigint[]`,
  app_spend: `INSERT INTO app_spend SELECT $1::text, 'app', current_date, 'XTS', 1`,
};

interface Table {
  name: string;
  hasTenant: boolean;
  isPartition: boolean;
  isProtected: boolean;
  readable: boolean;
  writable: boolean;
}

async function tables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.relname AS name, c.relispartition AS "isPartition", c.relrowsecurity AND c.relforcerowsecurity AS "isProtected",
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS "hasTenant",
      has_table_privilege('tradewind_app', c.oid, 'SELECT') OR has_any_column_privilege('tradewind_app', c.oid, 'SELECT') AS readable,
      has_table_privilege('tradewind_app', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    ORDER BY 1`);
  return rows;
}

async function tenantId(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM tenants WHERE name = $1', [name]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`There is no tenant ${name}`);
  return id;
}

async function as(client: Client, tenant: string): Promise<void> {
  await client.query(`SELECT set_config('role', 'tradewind_app', true), set_config('tradewind.tenant_id', $1, true)`, [
    tenant,
  ]);
}

async function count(client: Client, table: string, tenant: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE tenant_id = $1`, [
    tenant,
  ]);
  return rows[0]?.n ?? 0;
}

/** Something of the demo tenant in every table that keeps what tenants do. */
async function leaveTraces(): Promise<void> {
  const { sandboxUrl } = product();
  const subject = { company_name: 'Meridian Trade Partners Ltd', country: 'GB' };
  const task = await finishedTask(await postDocument('spec-sheet.pdf'));
  expect(task.status).toBe('succeeded');
  const sku = { products: [{ sku: 'TENANCY-1', name: 'Tenancy probe' }] };
  const calls: [string, object, string?, Record<string, string>?][] = [
    ['/deal-brain/products', sku, 'PUT'],
    ['/deal-brain/synonyms', { groups: [{ terms: ['flask', 'bottle'] }] }, 'PUT'],
    ['/deal-brain/boosts', { boosts: [{ when: { brand: 'Haiyun' }, factor: 1.1 }] }, 'PUT'],
    ['/deal-brain/events', { events: [{ buyer_id: 'tenancy', kind: 'view', sku: 'TENANCY-1' }] }],
    ['/shadow-hunter/checks', subject, 'POST', { 'idempotency-key': 'tenancy-tables' }],
    [
      '/rag/ingest',
      { url: `${sandboxUrl}/oss/missing.pdf`, webhook: { url: `${sandboxUrl}/healthz`, secret: 'x'.repeat(32) } },
    ],
    [
      '/nexus-assess/reports',
      {
        subject,
        order_value: { amount: '1.00', currency: 'USD' },
        payment_terms: 'prepaid',
        goods: 'tea',
        route: { from: 'Ningbo', to: 'Hamburg' },
      },
    ],
  ];
  for (const [path, body, method, headers] of calls) {
    const answer = await call(path, { body, method, headers });
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    if (path === '/rag/ingest') await finishedTask((answer.body as { task_id: string }).task_id);
  }
}

describe('every table of the database', () => {
  it('that has a tenant is under forced row-level security, and every other one is closed to tenants or known', async () => {
    for (const table of await rolledBack(tables)) {
      const { name, readable, writable } = table;
      const isOwners =
        name in NO_TENANT || name in OWNER_ONLY || (table.isPartition && table.hasTenant) || QUEUE.test(name);
      // A partition is reached through its parent, whose policies then hold.
      if (isOwners) expect({ name, readable, writable }).toEqual({ name, readable: false, writable: false });
      else if (name in SHARED) expect({ name, writable }).toEqual({ name, writable: false });
      else
        expect({ name, hasTenant: table.hasTenant, isProtected: table.isProtected }).toEqual({
          name,
          hasTenant: true,
          isProtected: true,
        });
    }
  });

  it('shows, changes and deletes none of a tenant’s rows for another tenant, nor for none', async () => {
    await leaveTraces();
    await rolledBack(async (client) => {
      const [demo, stranger] = [await tenantId(client, 'demo'), await tenantId(client, 'stranger')];
      const protectedTables = (await tables(client)).filter((each) => each.isProtected);
      expect(protectedTables.length).toBeGreaterThan(15);
      for (const { name } of protectedTables) {
        if (name in PASSING) await client.query(PASSING[name] ?? '', [demo]);
        const owners = await count(client, name, demo);
        expect({ name, some: owners > 0 }).toEqual({ name, some: true });

        await client.query('SAVEPOINT before');
        for (const tenant of [stranger, '']) {
          await as(client, tenant);
          expect({ name, tenant, shown: await count(client, name, demo) }).toEqual({ name, tenant, shown: 0 });
          for (const statement of [
            `DELETE FROM ${name} WHERE tenant_id = $1`,
            `UPDATE ${name} SET tenant_id = tenant_id WHERE tenant_id = $1`,
          ]) {
            await client.query('SAVEPOINT attempt');
            const touched = await client.query(statement, [demo]).then(
              ({ rowCount }) => rowCount,
              (error: { code?: string }) => error.code,
            );
            await client.query('ROLLBACK TO SAVEPOINT attempt');
            // 42501: the role may not write this table at all.
            expect({ name, statement, touched: touched === '42501' ? 0 : touched }).toEqual({
              name,
              statement,
              touched: 0,
            });
          }
        }
        // Its own rows it sees: what hides the others is the tenant, not a lack of privileges.
        await as(client, demo);
        expect({ name, own: await count(client, name, demo) }).toEqual({ name, own: owners });
        await client.query('ROLLBACK TO SAVEPOINT before');
      }
    });
  });

  it('takes no row for another tenant', async () => {
    await rolledBack(async (client) => {
      const [demo, stranger] = [await tenantId(client, 'demo'), await tenantId(client, 'stranger')];
      await as(client, stranger);
      const forged = client.query(`INSERT INTO product_vector_queue (tenant_id, product_id) VALUES ($1, 'forged')`, [
        demo,
      ]);
      await expect(forged).rejects.toMatchObject({ code: '42501' });
    });
  });
});
