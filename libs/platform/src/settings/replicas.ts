import type { Replica } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';

/** A process says that it is there every so often; silent for longer than {@link SILENT_AFTER_SECONDS}, it is not listed. */
export const HEARTBEAT_MS = 5_000;
const SILENT_AFTER_SECONDS = 15;
const FORGOTTEN_AFTER_SECONDS = 60;

export interface ReplicaState {
  readonly instance: string;
  readonly service: string;
  readonly versions: Readonly<Record<string, number>>;
  readonly error: Replica['error'];
  readonly appliedAt: Date;
  readonly startedAt: Date;
}

/** Writes what a process runs, and forgets processes that have been silent for long. */
export async function acknowledge(manager: EntityManager, state: ReplicaState): Promise<void> {
  const { instance, service, versions, error, appliedAt, startedAt } = state;
  await manager.query(
    `INSERT INTO settings_replicas (instance, service, versions, error, applied_at, started_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (instance, service) DO UPDATE SET versions = excluded.versions, error = excluded.error,
       applied_at = excluded.applied_at, started_at = excluded.started_at, seen_at = clock_timestamp()`,
    [instance, service, JSON.stringify(versions), error && JSON.stringify(error), appliedAt, startedAt],
  );
  await manager.query(`DELETE FROM settings_replicas WHERE seen_at < clock_timestamp() - make_interval(secs => $1)`, [
    FORGOTTEN_AFTER_SECONDS,
  ]);
}

/** A process that ends says so, so that nobody waits for it. */
export async function leave(manager: EntityManager, instance: string, service: string): Promise<void> {
  await manager.query(`DELETE FROM settings_replicas WHERE instance = $1 AND service = $2`, [instance, service]);
}

interface ReplicaRow {
  instance: string;
  service: Replica['service'];
  versions: Record<string, number>;
  error: Replica['error'];
  applied_at: Date;
  started_at: Date;
  seen_at: Date;
}

/** Every process that has been heard of lately. */
export async function listReplicas(manager: EntityManager): Promise<Replica[]> {
  const heads = await manager.query<{ section: string; version: number }[]>(
    `SELECT section, version FROM settings_heads`,
  );
  const newest = new Map(heads.map(({ section, version }) => [section, version]));
  const rows = await manager.query<ReplicaRow[]>(
    `SELECT instance, service, versions, error, applied_at, started_at, seen_at FROM settings_replicas
     WHERE seen_at >= clock_timestamp() - make_interval(secs => $1) ORDER BY service, instance`,
    [SILENT_AFTER_SECONDS],
  );
  return rows.map((row) => ({
    instance: row.instance,
    service: row.service,
    versions: row.versions,
    up_to_date: Object.entries(row.versions).every(([section, version]) => newest.get(section) === version),
    error: row.error,
    applied_at: row.applied_at.toISOString(),
    started_at: row.started_at.toISOString(),
    seen_at: row.seen_at.toISOString(),
  }));
}
