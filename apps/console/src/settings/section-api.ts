import type { Replica, SectionBodies, SectionName, SettingsHead, SettingsRevision } from '@tradewind/contracts';
import { requestJson } from '../http/request.js';

/** A section as one revision has it, with the body its name promises. */
export type Revision<S extends SectionName> = Omit<SettingsRevision, 'body'> & { body: SectionBodies[S] };

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

const path = (section: SectionName) => `/admin/settings/${section}`;
const after = (cursor: string | undefined) => (cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`);

export function readSection<S extends SectionName>(section: S, signal?: AbortSignal): Promise<Revision<S>> {
  return requestJson(path(section), { key: 'admin', ...(signal && { signal }) });
}

export function readRevision<S extends SectionName>(section: S, version: number): Promise<Revision<S>> {
  return requestJson(`${path(section)}/revisions/${String(version)}`, { key: 'admin' });
}

export function readRevisions(section: SectionName, cursor?: string): Promise<Page<SettingsHead>> {
  return requestJson(`${path(section)}/revisions?limit=20${after(cursor)}`, { key: 'admin' });
}

/** With `dryRun` nothing is written: the answer is what would be. @throws RequestFailed with the fields that are not right */
export function writeSection<S extends SectionName>(
  section: S,
  edit: { version: number; body: unknown; note?: string },
  dryRun: boolean,
): Promise<Revision<S>> {
  return requestJson(`${path(section)}?dry_run=${String(dryRun)}`, { method: 'PUT', body: edit, key: 'admin' });
}

export function revertSection<S extends SectionName>(
  section: S,
  edit: { version: number; to: number; note?: string },
): Promise<Revision<S>> {
  return requestJson(`${path(section)}/revert`, { method: 'POST', body: edit, key: 'admin' });
}

export async function readReplicas(signal: AbortSignal): Promise<Replica[]> {
  const { data } = await requestJson<Page<Replica>>('/admin/replicas', { key: 'admin', signal });
  return data;
}
