import { Injectable } from '@nestjs/common';
import { appErrorOf, conflict, Database, newId, tooManyRequests } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { rows } from '../store/rows.js';
import { inControlScope } from '../tasks/control-scope.js';
import type { TaskRow } from '../tasks/task-row.js';
import { requestHash, type NewTask } from './new-task.js';
import { QueueRoom } from './queue-room.js';

/** Posts recorded in one transaction at most. */
const BATCH = 200;
/** Posts that may wait for their transaction; each is a few hundred bytes, so memory stays flat however many come. */
const MAX_PENDING = 2_000;
const BUSY_RETRY_AFTER_MS = 1_000;

interface Pending {
  record: TaskRecord;
  resolve: (row: TaskRow) => void;
  reject: (reason: unknown) => void;
}

interface TaskRecord {
  id: string;
  tenant_id: string;
  app_id: string;
  source_url: string;
  source: string;
  title: string | null;
  idempotency_key: string | null;
  request_hash: string;
  webhook_url: string | null;
  webhook_secret: string | null;
  trace_parent: string | null;
}

/**
 * Records posted tasks, many in one transaction: those that come while one transaction runs go together into the next (group
 * commit). The caps are counted under a lock that all replicas share, and one post alone would hold it for several round
 * trips; this way a flood takes it a few times instead of a thousand, through one connection instead of all of them.
 */
@Injectable()
export class TaskAdmission {
  private readonly pending: Pending[] = [];
  private writing = false;

  constructor(
    private readonly database: Database,
    private readonly room: QueueRoom,
  ) {}

  /**
   * Records a task, or returns the one recorded before under the same idempotency key.
   *
   * @throws AppError 429 `queue.full`, `queue.tenant_quota` or `queue.busy`; 409 `idempotency.key_reused` when the key came with
   * another request.
   */
  async admit(task: NewTask): Promise<TaskRow> {
    const { tenantId, appId } = currentScope();
    // A key may stand for a task that was let in before, so its post is always looked up.
    const refused = task.idempotencyKey === undefined ? this.room.recentRefusal(tenantId) : undefined;
    if (refused) throw refused;
    if (this.pending.length >= MAX_PENDING) {
      throw tooManyRequests('queue.busy', 'More documents are being posted than can be recorded.', BUSY_RETRY_AFTER_MS);
    }
    const record = recordOf(task, tenantId, appId);
    return new Promise((resolve, reject) => {
      this.pending.push({ record, resolve, reject });
      void this.write();
    });
  }

  private async write(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    // What arrives in the same turn of the event loop goes along.
    await Promise.resolve();
    while (this.pending.length > 0) await this.record(this.pending.splice(0, BATCH));
    this.writing = false;
  }

  /** Settles every post of the batch; does not throw. */
  private async record(batch: readonly Pending[]): Promise<void> {
    try {
      const outcomes = await inControlScope(() =>
        this.database.system((manager) =>
          this.recordAll(
            manager,
            batch.map(({ record }) => record),
          ),
        ),
      );
      for (const [index, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome instanceof Error || outcome === undefined) reject(outcome);
        else resolve(outcome);
      }
    } catch (error) {
      // One post that cannot be stored must not take the others with it; a database that is away takes them all.
      if (batch.length > 1 && appErrorOf(error).status < 503) for (const one of batch) await this.record([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  private async recordAll(manager: EntityManager, records: readonly TaskRecord[]): Promise<(TaskRow | Error)[]> {
    const room = await this.room.lock(manager);
    const known = await recordedBefore(manager, records);
    const refused = new Map<TaskRecord, Error>();
    const admitted: TaskRecord[] = [];
    for (const record of records) {
      const before = known.get(keyOf(record));
      if (before) {
        if (before.request_hash !== record.request_hash) refused.set(record, keyReused());
        continue;
      }
      const refusal = room.take(record.tenant_id);
      if (refusal === undefined) {
        admitted.push(record);
        known.set(keyOf(record), record);
      } else refused.set(record, this.room.refuse(record.tenant_id, refusal));
    }
    const inserted = new Map((await insert(manager, admitted)).map((row) => [row.id, row]));
    return records.map((record) => {
      const first = known.get(keyOf(record));
      const row = first && ('status' in first ? first : inserted.get(first.id));
      return refused.get(record) ?? row ?? new Error(`Task ${record.id} was neither recorded nor refused.`);
    });
  }
}

function keyReused(): Error {
  return conflict('idempotency.key_reused', 'This Idempotency-Key was used for a different request before.');
}

function recordOf(task: NewTask, tenantId: string, appId: string): TaskRecord {
  return {
    id: newId('task'),
    tenant_id: tenantId,
    app_id: appId,
    source_url: task.url,
    source: task.source,
    title: task.title ?? null,
    idempotency_key: task.idempotencyKey ?? null,
    request_hash: requestHash(task),
    webhook_url: task.webhook?.url ?? null,
    webhook_secret: task.webhook?.secret ?? null,
    trace_parent: task.traceParent ?? null,
  };
}

/** A post without a key is like no other. */
function keyOf(record: Pick<TaskRecord, 'id' | 'tenant_id' | 'idempotency_key'>): string {
  return JSON.stringify([record.tenant_id, record.idempotency_key ?? { id: record.id }]);
}

/** Tasks recorded before under the keys of these posts. */
async function recordedBefore(
  manager: EntityManager,
  records: readonly TaskRecord[],
): Promise<Map<string, TaskRow | TaskRecord>> {
  const keyed = records.filter((record) => record.idempotency_key !== null);
  if (keyed.length === 0) return new Map();
  const found = await rows<TaskRow>(
    manager,
    `SELECT task.* FROM rag_tasks task JOIN unnest($1::text[], $2::text[]) AS asked (tenant_id, idempotency_key)
       USING (tenant_id, idempotency_key)`,
    [keyed.map((record) => record.tenant_id), keyed.map((record) => record.idempotency_key)],
  );
  return new Map(found.map((row) => [keyOf(row), row]));
}

async function insert(manager: EntityManager, records: readonly TaskRecord[]): Promise<TaskRow[]> {
  if (records.length === 0) return [];
  return rows<TaskRow>(
    manager,
    `INSERT INTO rag_tasks (id, tenant_id, app_id, source_url, source, title, idempotency_key, request_hash, webhook_url, webhook_secret, trace_parent)
     SELECT id, tenant_id, app_id, source_url, source, title, idempotency_key, request_hash, webhook_url, webhook_secret, trace_parent
     FROM jsonb_to_recordset($1::jsonb) AS given (id text, tenant_id text, app_id text, source_url text, source text, title text,
       idempotency_key text, request_hash text, webhook_url text, webhook_secret text, trace_parent text)
     RETURNING *`,
    [JSON.stringify(records)],
  );
}
