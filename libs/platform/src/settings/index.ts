export { audit, listAudit, type Actor } from './audit-log.js';
export { listReplicas } from './replicas.js';
export {
  appendRevision,
  changed,
  findRevision,
  listRevisions,
  lockSettings,
  newestSettings,
  parseSections,
  versionConflict,
  type StoredRevision,
  type StoredSection,
} from './settings-store.js';
export { SettingsWatcher, type EditedSections, type SettingsConsumer } from './settings-watcher.js';
