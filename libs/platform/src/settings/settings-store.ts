import { SETTINGS_SECTIONS, type SectionBodies, type SectionName } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import { AppError } from '../errors/app-error.js';

/** What is counted in `settings_heads`: the sections, and `access` for every change of tenants, apps and keys. */
export type WatchedSection = SectionName | 'access';

/** PostgreSQL's channel on which changes are announced. */
export const SETTINGS_CHANNEL = 'tradewind_settings';

/** The newest of some sections, as they are stored: not checked, null where the environment decides. */
export interface StoredSection {
  readonly section: WatchedSection;
  readonly version: number;
  readonly body: unknown;
}

export interface StoredRevision {
  readonly section: SectionName;
  readonly version: number;
  readonly body: unknown;
  readonly author: string;
  readonly note: string | null;
  readonly createdAt: Date;
}

export interface NewRevision {
  readonly section: SectionName;
  /** The version it is based on. */
  readonly version: number;
  /** Null: what the environment says. */
  readonly body: SectionBodies[SectionName] | null;
  readonly author: string;
  readonly note: string | null;
}

interface RevisionRow {
  section: SectionName;
  version: number;
  body: unknown;
  author: string;
  note: string | null;
  created_at: Date;
}

const COLUMNS = 'section, version, body, author, note, created_at';

/** Versions alone: what is asked every other second. */
export async function settingsVersions(
  manager: EntityManager,
  sections: readonly WatchedSection[],
): Promise<Map<WatchedSection, number>> {
  const rows = await manager.query<{ section: WatchedSection; version: number }[]>(
    `SELECT section, version FROM settings_heads WHERE section = ANY ($1)`,
    [sections],
  );
  return new Map(rows.map(({ section, version }) => [section, version]));
}

/** The newest of the sections, all of the same moment. */
export async function newestSettings(
  manager: EntityManager,
  sections: readonly WatchedSection[],
): Promise<StoredSection[]> {
  return manager.query<StoredSection[]>(
    `SELECT h.section, h.version, r.body FROM settings_heads h
     LEFT JOIN settings_revisions r ON r.section = h.section AND r.version = h.version
     WHERE h.section = ANY ($1)`,
    [sections],
  );
}

/** Locks all sections until the transaction ends, so that an edit is checked against what it will stand beside. */
export async function lockSettings(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT section FROM settings_heads ORDER BY section FOR UPDATE`);
}

/** Reads stored bodies as what their sections are. @throws Error naming the section and the field that does not fit */
export function parseSections(stored: readonly StoredSection[]): Partial<SectionBodies> {
  const bodies: Partial<Record<SectionName, unknown>> = {};
  for (const { section, version, body } of stored) {
    if (section === 'access' || body === null) continue;
    const parsed = SETTINGS_SECTIONS[section].safeParse(body);
    if (!parsed.success) throw new UnusableSection(section, version, parsed.error.issues);
    bodies[section] = parsed.data;
  }
  return bodies as Partial<SectionBodies>;
}

/** A stored section that is not what it should be, however it came there. */
export class UnusableSection extends Error {
  override readonly name = 'UnusableSection';

  constructor(
    readonly section: SectionName,
    readonly version: number,
    issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  ) {
    const named = issues.slice(0, 3).map(({ path, message }) => `${path.map(String).join('.')} ${message}`);
    super(`Version ${String(version)} of "${section}" cannot be used: ${named.join('; ')}.`);
  }
}

/** Adds a revision; the sections are locked. @throws AppError 409 `settings.version_conflict` */
export async function appendRevision(
  manager: EntityManager,
  revision: NewRevision,
  announce: boolean,
): Promise<StoredRevision> {
  const { section, version, body, author, note } = revision;
  const [current] = await manager.query<{ version: number }[]>(
    `SELECT version FROM settings_heads WHERE section = $1 FOR UPDATE`,
    [section],
  );
  if (current?.version !== version) throw versionConflict('settings', `section "${section}"`, current?.version ?? 0);
  const [row] = await manager.query<RevisionRow[]>(
    `INSERT INTO settings_revisions (section, version, body, author, note) VALUES ($1, $2, $3, $4, $5)
     RETURNING ${COLUMNS}`,
    [section, version + 1, body === null ? null : JSON.stringify(body), author, note],
  );
  await changed(manager, section, announce);
  if (row === undefined) throw new Error('The database did not return the revision it wrote.');
  return revisionOf(row);
}

/** Counts a change of a section; processes that watch it look again. */
export async function changed(manager: EntityManager, section: WatchedSection, announce: boolean): Promise<void> {
  await manager.query(`UPDATE settings_heads SET version = version + 1 WHERE section = $1`, [section]);
  if (announce) await manager.query(`SELECT pg_notify('${SETTINGS_CHANNEL}', $1)`, [section]);
}

/** One version of a section; undefined when there is none. */
export async function findRevision(
  manager: EntityManager,
  section: SectionName,
  version: number,
): Promise<StoredRevision | undefined> {
  const [row] = await manager.query<RevisionRow[]>(
    `SELECT ${COLUMNS} FROM settings_revisions WHERE section = $1 AND version = $2`,
    [section, version],
  );
  return row && revisionOf(row);
}

/** Revisions below a version, newest first, without their bodies but for whether there is one. */
export async function listRevisions(
  manager: EntityManager,
  section: SectionName,
  below: number,
  limit: number,
): Promise<StoredRevision[]> {
  const rows = await manager.query<RevisionRow[]>(
    `SELECT section, version, to_jsonb(body IS NOT NULL) AS body, author, note, created_at FROM settings_revisions
     WHERE section = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
    [section, below, limit],
  );
  return rows.map((row) => ({ ...revisionOf(row), body: row.body === true ? {} : null }));
}

/** 409: somebody else was faster. The caller reads the current version and decides again. */
export function versionConflict(kind: string, what: string, current: number): AppError {
  return new AppError({
    code: `${kind}.version_conflict`,
    status: 409,
    detail: `The ${what} is at version ${String(current)} by now. Read it, and repeat the edit on top of it.`,
    errors: [{ path: 'version', message: `the current version is ${String(current)}` }],
    headers: { etag: `"${String(current)}"` },
  });
}

function revisionOf({ created_at: createdAt, ...row }: RevisionRow): StoredRevision {
  return { ...row, createdAt };
}
