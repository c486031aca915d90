import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { type ClaimResult, type KeyedRequest, KeyStore } from './key-store.js';

/** How long a key remembers its answer. */
const KEEP_HOURS = 24;

interface KeyRow {
  claim: string;
  fingerprint: string;
  result_id: string | null;
}

/** Keys in PostgreSQL, so that a repeat is recognised by every replica and after a restart. */
@Injectable()
export class PostgresKeyStore extends KeyStore {
  constructor(private readonly database: Database) {
    super();
  }

  override claim(request: KeyedRequest, claim: string, leaseMs: number): Promise<ClaimResult> {
    return this.database.tenant(async (manager) => {
      await manager.query(`DELETE FROM idempotency_keys WHERE expires_at < now()`);
      const taken = await manager.query<Pick<KeyRow, 'claim'>[]>(
        `INSERT INTO idempotency_keys AS held (tenant_id, operation, key, fingerprint, claim, lease_until, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond', now() + $7 * interval '1 hour')
         ON CONFLICT (tenant_id, operation, key) DO UPDATE
           SET claim = excluded.claim, lease_until = excluded.lease_until, expires_at = excluded.expires_at
           WHERE held.result_id IS NULL AND held.lease_until < now() AND held.fingerprint = excluded.fingerprint
         RETURNING claim`,
        [currentScope().tenantId, request.operation, request.key, request.fingerprint, claim, leaseMs, KEEP_HOURS],
      );
      return taken.length > 0 ? { state: 'claimed', claim } : this.held(manager, request);
    });
  }

  override async settle(manager: EntityManager, claim: string, resultId: string): Promise<void> {
    await manager.query(`UPDATE idempotency_keys SET result_id = $2 WHERE claim = $1`, [claim, resultId]);
  }

  override async release(claim: string): Promise<void> {
    await this.database.tenant((manager) =>
      manager.query(`DELETE FROM idempotency_keys WHERE claim = $1 AND result_id IS NULL`, [claim]),
    );
  }

  private async held(manager: EntityManager, request: KeyedRequest): Promise<ClaimResult> {
    const [row] = await manager.query<KeyRow[]>(
      `SELECT claim, fingerprint, result_id FROM idempotency_keys WHERE operation = $1 AND key = $2`,
      [request.operation, request.key],
    );
    // Released between the two statements: nobody's, so ask again.
    if (row === undefined) return { state: 'running', claim: '' };
    if (row.fingerprint !== request.fingerprint) return { state: 'other_body' };
    return row.result_id === null ? { state: 'running', claim: row.claim } : { state: 'done', resultId: row.result_id };
  }
}
