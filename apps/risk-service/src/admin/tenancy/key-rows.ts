import type { ApiKey, KeyScope } from '@tradewind/contracts';
import { apiKeyHint, hashApiKey, newApiKey, newId, notFound } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { ratesOf, rateValues, type RateColumns } from './rates.js';

interface KeyRow extends RateColumns {
  id: string;
  app_id: string;
  name: string | null;
  version: number;
  hint: string;
  scopes: KeyScope[];
  status: ApiKey['status'];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
}

const KEYS = `SELECT k.id, k.app_id, k.name, k.version, k.hint, k.scopes, k.requests_per_minute, k.tokens_per_minute,
  k.created_at, k.expires_at, k.revoked_at,
  CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at IS NULL THEN 'active'
    WHEN k.expires_at <= now() THEN 'expired' ELSE 'expiring' END AS status
  FROM api_keys k`;

export type KeyPolicy = Pick<ApiKey, 'name' | 'scopes' | 'rates' | 'expires_at'>;

/** @throws AppError 404 `key.not_found` */
export async function findKey(manager: EntityManager, id: string, lock = ''): Promise<ApiKey> {
  const [row] = await manager.query<KeyRow[]>(`${KEYS} WHERE k.id = $1 ${lock}`, [id]);
  if (row === undefined) throw notFound('key', id);
  return keyOf(row);
}

export async function listKeys(
  manager: EntityManager,
  { appId, before, limit }: { appId: string | undefined; before: string | undefined; limit: number },
): Promise<ApiKey[]> {
  const rows = await manager.query<KeyRow[]>(
    `${KEYS} WHERE ($1::text IS NULL OR k.app_id = $1) AND ($2::text IS NULL OR k.id < $2) ORDER BY k.id DESC LIMIT $3`,
    [appId ?? null, before ?? null, limit],
  );
  return rows.map(keyOf);
}

/** Makes a key. The key itself is in the answer and nowhere else: its hash is what is kept. */
export async function insertKey(
  manager: EntityManager,
  appId: string,
  { name, scopes, rates, expires_at: expiresAt }: KeyPolicy,
): Promise<{ made: ApiKey; key: string }> {
  const id = newId('key');
  const key = newApiKey();
  await manager.query(
    `INSERT INTO api_keys (id, app_id, key_hash, hint, name, scopes, expires_at, requests_per_minute, tokens_per_minute)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, appId, hashApiKey(key), apiKeyHint(key), name, scopes, expiresAt, ...rateValues(rates)],
  );
  return { made: await findKey(manager, id), key };
}

export async function updateKey(
  manager: EntityManager,
  id: string,
  { name, scopes, rates, expires_at: expiresAt }: KeyPolicy,
): Promise<ApiKey> {
  await manager.query(
    `UPDATE api_keys SET version = version + 1, name = $2, scopes = $3, expires_at = $4, requests_per_minute = $5,
       tokens_per_minute = $6 WHERE id = $1`,
    [id, name, scopes, expiresAt, ...rateValues(rates)],
  );
  return findKey(manager, id);
}

function keyOf(row: KeyRow): ApiKey {
  return {
    id: row.id,
    app_id: row.app_id,
    name: row.name,
    version: row.version,
    hint: row.hint,
    scopes: row.scopes,
    rates: ratesOf(row),
    status: row.status,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
