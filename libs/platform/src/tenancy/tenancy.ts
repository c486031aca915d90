import { newId } from '../ids/new-id.js';
import { apiKeyHint, hashApiKey, newApiKey } from './api-key.js';

/** The part of TypeORM's EntityManager and QueryRunner that is needed to write rows. */
export interface SqlRunner {
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T>;
}

export interface Provisioned {
  tenantId: string;
  appId: string;
  /** The key in plain text, the only time it is ever seen. */
  key: string;
}

/**
 * Finds or makes a tenant and one of its apps by name and gives the app a key. With a given key the whole call is idempotent;
 * without one every call makes a further key.
 */
export async function provision(
  sql: SqlRunner,
  wanted: { tenant: string; app: string; key?: string },
): Promise<Provisioned> {
  const tenantId = await idOf(
    sql,
    `INSERT INTO tenants (id, name) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId('tnt'), wanted.tenant],
  );
  const appId = await idOf(
    sql,
    `INSERT INTO apps (id, tenant_id, name) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, name) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId('app'), tenantId, wanted.app],
  );
  const key = wanted.key ?? newApiKey();
  const owner = await idOf(
    sql,
    `INSERT INTO api_keys (id, app_id, key_hash, hint) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key_hash) DO UPDATE SET hint = excluded.hint RETURNING app_id AS id`,
    [newId('key'), appId, hashApiKey(key), apiKeyHint(key)],
  );
  if (owner !== appId) throw new Error('This key belongs to another app already; choose another one.');
  return { tenantId, appId, key };
}

async function idOf(sql: SqlRunner, statement: string, parameters: unknown[]): Promise<string> {
  const rows = await sql.query<{ id: string }[]>(statement, parameters);
  const row = rows[0];
  if (row === undefined) throw new Error('The database did not return the row it wrote.');
  return row.id;
}
