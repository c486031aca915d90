import { z } from 'zod';
import { listOf, Timestamp } from '../common.js';
import { LimitsSection } from './limits-section.js';
import {
  PricesSection,
  RoutesSection,
  ServersSection,
  ServersSectionInput,
  WordsSection,
} from './settings-sections.js';

/** Sections as they are kept and shown. */
export const SETTINGS_SECTIONS = {
  servers: ServersSection,
  routes: RoutesSection,
  limits: LimitsSection,
  words: WordsSection,
  prices: PricesSection,
} as const;
export type SectionName = keyof typeof SETTINGS_SECTIONS;
export const SectionName = z
  .enum(Object.keys(SETTINGS_SECTIONS) as [SectionName, ...SectionName[]])
  .meta({ id: 'SectionName' });
export type SectionBodies = { [S in SectionName]: z.infer<(typeof SETTINGS_SECTIONS)[S]> };

/** Sections as they are written. */
export const SETTINGS_SECTION_INPUTS = { ...SETTINGS_SECTIONS, servers: ServersSectionInput } as const;

const version = z
  .int()
  .min(0)
  .max(2_147_483_647)
  .meta({ description: 'Counts the revisions of the section; 0 while nobody has edited it', examples: [3] });

const head = {
  section: SectionName,
  version,
  source: z
    .enum(['environment', 'database'])
    .meta({ description: 'Whether the section is what the process was started with, or what was written here' }),
  author: z
    .string()
    .nullable()
    .meta({ description: 'As the operator called itself in `X-Operator`; null at version 0' }),
  note: z.string().nullable(),
  created_at: Timestamp.nullable().meta({ description: 'When it was written; null at version 0' }),
};

export const SettingsHead = z.object(head).meta({ id: 'SettingsHead' });
export type SettingsHead = z.infer<typeof SettingsHead>;

/** A section as one revision has it. The body has the shape of its section (`ServersSection`, `RoutesSection`, …). */
export const SettingsRevision = z
  .object({
    ...head,
    body: z.union([ServersSection, RoutesSection, LimitsSection, WordsSection, PricesSection]),
  })
  .meta({
    id: 'SettingsRevision',
    examples: [
      {
        section: 'words',
        version: 3,
        source: 'database',
        author: 'li.wei',
        note: 'Asked for by compliance',
        created_at: '2026-01-15T08:30:00.000Z',
        body: { words: [{ pattern: '军火', action: 'block', applies_to: 'both' }] },
      },
    ],
  });
export type SettingsRevision = z.infer<typeof SettingsRevision>;

export const SettingsHeadList = listOf(SettingsHead, 'SettingsHeadList');
export type SettingsHeadList = z.infer<typeof SettingsHeadList>;

const Note = z.string().trim().max(500).optional().meta({ description: 'Why, for whoever reads the history' });

/** Names the version it edits: when the section has moved on meanwhile, nothing is written (409 `settings.version_conflict`). */
export const SettingsEdit = z
  .strictObject({
    version,
    body: z.unknown().meta({ description: 'The whole section, in the shape of its name (`RoutesSection`, …)' }),
    note: Note,
  })
  .meta({
    id: 'SettingsEdit',
    examples: [
      {
        version: 2,
        body: { words: [{ pattern: '军火', action: 'block' }] },
        note: 'Asked for by compliance',
      },
    ],
  });
export type SettingsEdit = z.infer<typeof SettingsEdit>;

export const SettingsEditQuery = z.object({
  dry_run: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Check the edit and write nothing; answers with what would be written' }),
});
export type SettingsEditQuery = z.infer<typeof SettingsEditQuery>;

/** Writes the body of an earlier version as a new one; version 0 is what the environment says. */
export const SettingsRevert = z
  .strictObject({ version, to: version.meta({ description: 'The version whose body comes back' }), note: Note })
  .meta({ id: 'SettingsRevert', examples: [{ version: 3, to: 2 }] });
export type SettingsRevert = z.infer<typeof SettingsRevert>;

/** A process and the versions it runs. It says so again every few seconds; one that has fallen silent is not listed. */
export const Replica = z
  .object({
    instance: z.string().meta({ description: 'Host and process id' }),
    service: z.enum(['risk-service', 'catalog-service', 'catalog-worker']),
    versions: z
      .record(z.string(), z.int())
      .meta({ description: 'Version in force of each section this service uses', examples: [{ limits: 4, words: 2 }] }),
    up_to_date: z.boolean().meta({ description: 'Whether these are the newest versions' }),
    error: z
      .object({ section: z.string().nullable(), version: z.int().nullable(), message: z.string(), at: Timestamp })
      .nullable()
      .meta({ description: 'Why a newer version is not in force: the last good one stays' }),
    applied_at: Timestamp.meta({ description: 'When the versions came into force here' }),
    started_at: Timestamp,
    seen_at: Timestamp,
  })
  .meta({
    id: 'Replica',
    examples: [
      {
        instance: 'risk-7d9f:1',
        service: 'risk-service',
        versions: { servers: 2, routes: 4, limits: 4, words: 3, prices: 0, access: 11 },
        up_to_date: true,
        error: null,
        applied_at: '2026-01-15T08:30:01.200Z',
        started_at: '2026-01-15T06:00:00.000Z',
        seen_at: '2026-01-15T08:30:05.000Z',
      },
    ],
  });
export type Replica = z.infer<typeof Replica>;

export const ReplicaList = listOf(Replica, 'ReplicaList');
export type ReplicaList = z.infer<typeof ReplicaList>;
