import type { SectionBodies, SectionName, SettingsHead, SettingsRevision } from '@tradewind/contracts';
import type { StoredRevision } from '@tradewind/platform';

/** A revision without its body; undefined stands for version 0, which is the environment. */
export function headOf(section: SectionName, revision: StoredRevision | undefined): SettingsHead {
  if (revision === undefined) {
    return { section, version: 0, source: 'environment', author: null, note: null, created_at: null };
  }
  const { version, body, author, note, createdAt } = revision;
  const source = body === null ? 'environment' : 'database';
  return { section, version, source, author, note, created_at: createdAt.toISOString() };
}

/** The same with its body, which is the environment's where nothing else is stored. */
export function revisionView(
  section: SectionName,
  revision: StoredRevision | undefined,
  environment: SectionBodies,
): SettingsRevision {
  const body = (revision?.body ?? environment[section]) as SettingsRevision['body'];
  return { ...headOf(section, revision), body };
}
