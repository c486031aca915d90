import type { KeyScope } from '@tradewind/contracts';
import { createScope, runInScope } from '@tradewind/upstream/core';
import type { Database } from '../database/database.js';
import { apiKeyDigest, sameHash } from './api-key.js';

/** Whom a key belongs to, and what it may do. */
export interface Caller {
  keyId: string;
  tenantId: string;
  appId: string;
  scopes: readonly KeyScope[];
}

interface Entry {
  caller: Caller | undefined;
  expiresAt: number;
}

interface KeyRow {
  id: string;
  key_hash: Buffer;
  app_id: string;
  tenant_id: string;
  scopes: KeyScope[];
  expires_in_ms: number | null;
}

/**
 * Also how long a revoked key, or a scope that was taken away, may go on working: counted from before the database was asked, so
 * that an answer that was long on its way does not stretch it.
 */
const TTL_MS = 4_500;
/** A key in use is looked up again from this age on, so that a busy caller never waits for it. */
const REFRESH_AFTER_MS = 2_250;
/** Of a look-up, whatever the request that caused it has left: others wait for the same one. */
const LOOK_UP_MS = 5_000;
const MAX_ENTRIES = 10_000;
const MAX_DIGESTS = 1_000;

/**
 * Looks keys up by their hash and remembers the answers for less than five seconds, unknown keys included, so that neither a busy
 * key nor a guessing caller costs a query each time. Look-ups of the same key at the same time share one query.
 */
export class ApiKeyStore {
  private readonly known = new Map<string, Entry>();
  /** Hashes of keys that were let in lately, so that a busy key is not hashed for each request. */
  private readonly digests = new Map<string, string>();
  private readonly pending = new Map<string, Promise<Caller | undefined>>();

  constructor(
    private readonly database: Pick<Database, 'system'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whom a key belongs to; answers without a promise when that is known. */
  find(key: string): Caller | undefined | Promise<Caller | undefined> {
    const name = this.digests.get(key) ?? apiKeyDigest(key);
    const entry = this.known.get(name);
    const leftMs = entry === undefined ? 0 : entry.expiresAt - this.now();
    if (entry === undefined || leftMs <= 0) return this.pending.get(name) ?? this.load(name);
    if (entry.caller !== undefined && !this.digests.has(key)) this.keepDigest(key, name);
    const aging = leftMs <= TTL_MS - REFRESH_AFTER_MS;
    if (aging && entry.caller !== undefined && !this.pending.has(name)) {
      // What is known still holds; when the look-up fails, the next request after it has expired tries again and says so.
      this.load(name).catch(() => undefined);
    }
    return entry.caller;
  }

  private load(name: string): Promise<Caller | undefined> {
    const hash = Buffer.from(name, 'base64');
    const askedAt = this.now();
    const loading = this.query(hash)
      .then(({ caller, expiresInMs }) => {
        this.remember(name, { caller, expiresAt: askedAt + Math.min(TTL_MS, expiresInMs) });
        return caller;
      })
      .finally(() => {
        this.pending.delete(name);
      });
    this.pending.set(name, loading);
    return loading;
  }

  private async query(hash: Buffer): Promise<{ caller: Caller | undefined; expiresInMs: number }> {
    const scope = createScope({ deadlineMs: LOOK_UP_MS });
    const rows = await runInScope(scope, () =>
      this.database.system((manager) =>
        manager.query<KeyRow[]>(
          `SELECT k.id, k.key_hash, k.app_id, a.tenant_id, k.scopes,
             (extract(epoch FROM k.expires_at - now()) * 1000)::float8 AS expires_in_ms
           FROM api_keys k JOIN apps a ON a.id = k.app_id
           WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`,
          [hash],
        ),
      ),
    ).finally(() => {
      scope.deadline.dispose();
    });
    const row = rows[0];
    if (row === undefined || !sameHash(row.key_hash, hash)) return { caller: undefined, expiresInMs: Infinity };
    const { id: keyId, tenant_id: tenantId, app_id: appId, scopes, expires_in_ms: expiresInMs } = row;
    return { caller: { keyId, tenantId, appId, scopes }, expiresInMs: expiresInMs ?? Infinity };
  }

  /** Of good keys only: a guessing caller has no place here. */
  private keepDigest(key: string, name: string): void {
    if (this.digests.size >= MAX_DIGESTS) this.digests.clear();
    this.digests.set(key, name);
  }

  /** Maps keep the order of insertion, so the first entry is the oldest. */
  private remember(name: string, entry: Entry): void {
    this.known.delete(name);
    const oldest = this.known.keys().next();
    if (this.known.size >= MAX_ENTRIES && !oldest.done) this.known.delete(oldest.value);
    this.known.set(name, entry);
  }
}
