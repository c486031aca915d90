import type { AuditEntry } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from '../ids/new-id.js';

/** Who does something, and in which request. */
export interface Actor {
  readonly name: string;
  readonly address: string | null;
  readonly requestId: string;
}

export interface AuditedWrite {
  readonly action: AuditEntry['action'];
  readonly resource: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface AuditRow extends Omit<AuditEntry, 'at'> {
  at: Date;
}

/** Writes down what is done, in the transaction that does it: neither is there without the other. */
export async function audit(manager: EntityManager, actor: Actor, write: AuditedWrite): Promise<void> {
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  await manager.query(
    `INSERT INTO audit_log (id, actor, address, request_id, action, resource, before, after)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId('aud'),
      actor.name,
      actor.address,
      actor.requestId,
      write.action,
      write.resource,
      json(write.before),
      json(write.after),
    ],
  );
}

/** Entries before the one with the id `before`, newest first. */
export async function listAudit(
  manager: EntityManager,
  { resource, before, limit }: { resource?: string | undefined; before?: string | undefined; limit: number },
): Promise<AuditEntry[]> {
  const rows = await manager.query<AuditRow[]>(
    `SELECT id, at, actor, address, request_id, action, resource, before, after FROM audit_log
     WHERE ($1::text IS NULL OR starts_with(resource, $1)) AND ($2::text IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [resource ?? null, before ?? null, limit],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
