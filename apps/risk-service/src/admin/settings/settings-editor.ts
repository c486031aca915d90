import { Inject, Injectable } from '@nestjs/common';
import {
  SETTINGS_SECTIONS,
  type SectionBodies,
  type SectionName,
  type ServersSectionInput,
  type SettingsEdit,
  type SettingsHead,
  type SettingsRevert,
  type SettingsRevision,
} from '@tradewind/contracts';
import {
  appendRevision,
  audit,
  Database,
  findRevision,
  invalidRequest,
  listRevisions,
  lockSettings,
  newestSettings,
  notFound,
  parseSections,
  PLATFORM_CONFIG,
  versionConflict,
  type Actor,
  type PlatformConfig,
} from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { SealedKeys } from '../../llm-gateway/server-keys/sealed-keys.js';
import { checkSections } from '../../llm-gateway/settings/check-sections.js';
import { effectiveSections } from '../../llm-gateway/settings/effective-sections.js';
import { GatewayConfiguration } from '../../llm-gateway/settings/gateway-configuration.js';
import { assertStorable } from '../../text/storable.js';
import { budgetsInOtherCurrency } from '../tenancy/app-rows.js';
import { fieldsAcross } from './issues.js';
import { readInput } from './read-input.js';
import { headOf, revisionView } from './section-view.js';
import { misplacedKeys, sealNewKeys } from './server-key-edits.js';

const SECTIONS = Object.keys(SETTINGS_SECTIONS) as SectionName[];

interface Change {
  readonly section: SectionName;
  /** The version it is based on. */
  readonly version: number;
  readonly note: string | null;
  readonly action: 'settings.edit' | 'settings.revert';
}

/** Reads and writes the sections of the settings. What is written has been checked against everything it will stand beside. */
@Injectable()
export class SettingsEditor {
  private readonly announce: boolean;

  constructor(
    private readonly database: Database,
    private readonly configuration: GatewayConfiguration,
    private readonly sealedKeys: SealedKeys,
    @Inject(PLATFORM_CONFIG) { DATABASE_KIND: kind }: PlatformConfig,
  ) {
    this.announce = kind === 'postgres';
  }

  heads(): Promise<SettingsHead[]> {
    return this.database.system(async (manager) => {
      const heads: SettingsHead[] = [];
      for (const { section, version } of await newestSettings(manager, SECTIONS)) {
        if (section !== 'access') heads.push(headOf(section, await findRevision(manager, section, version)));
      }
      return heads.sort((a, b) => SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section));
    });
  }

  current(section: SectionName): Promise<SettingsRevision> {
    return this.database.system(async (manager) => {
      const [newest] = await newestSettings(manager, [section]);
      return this.view(section, await findRevision(manager, section, newest?.version ?? 0));
    });
  }

  /** @throws AppError 404 `revision.not_found` */
  revision(section: SectionName, version: number): Promise<SettingsRevision> {
    return this.database.system(async (manager) => this.view(section, await this.stored(manager, section, version)));
  }

  /** Revisions below a version, newest first; version 0 is at the end of the last page. */
  revisions(section: SectionName, below: number, limit: number): Promise<SettingsHead[]> {
    return this.database.system(async (manager) => {
      const stored = await listRevisions(manager, section, below, limit);
      const heads = stored.map((revision) => headOf(section, revision));
      return stored.length < limit && below > 0 ? [...heads, headOf(section, undefined)] : heads;
    });
  }

  /**
   * Writes a section, or with `dryRun` only says what would be written.
   * @throws AppError 409 `settings.version_conflict`; 400 `request.invalid` naming what does not fit
   */
  edit(section: SectionName, edit: SettingsEdit, actor: Actor, dryRun: boolean): Promise<SettingsRevision> {
    assertStorable(edit.body);
    const input = readInput(section, edit.body);
    const { version, note = null } = edit;
    const change: Change = { section, version, note, action: 'settings.edit' };
    return this.write(change, actor, dryRun, async (manager) => {
      if (section !== 'servers') return input as SectionBodies[SectionName];
      return sealNewKeys(this.sealedKeys, manager, input as ServersSectionInput, dryRun);
    });
  }

  /** Writes what an earlier version said as a new one. @throws AppError as {@link edit}, and 404 `revision.not_found` */
  revert(section: SectionName, { version, to, note }: SettingsRevert, actor: Actor): Promise<SettingsRevision> {
    const why = note ?? `Back to version ${String(to)}`;
    const change: Change = { section, version, note: why, action: 'settings.revert' };
    return this.write(change, actor, false, async (manager) => {
      const revision = await this.stored(manager, section, to);
      return revision === undefined || revision.body === null
        ? null
        : (readInput(section, revision.body) as SectionBodies[SectionName]);
    });
  }

  /** What holds for new calls, as of this transaction. */
  async inForce(manager: EntityManager): Promise<SectionBodies> {
    return effectiveSections(this.configuration.environment, parseSections(await newestSettings(manager, SECTIONS)));
  }

  private write(
    { section, version, note, action }: Change,
    actor: Actor,
    dryRun: boolean,
    bodyFrom: (manager: EntityManager) => Promise<SectionBodies[SectionName] | null>,
  ): Promise<SettingsRevision> {
    return this.database.system(async (manager) => {
      await lockSettings(manager);
      const stored = await newestSettings(manager, SECTIONS);
      const before = stored.find((newest) => newest.section === section);
      if (before?.version !== version) {
        throw versionConflict('settings', `section "${section}"`, before?.version ?? 0);
      }
      const body = await bodyFrom(manager);
      await this.check(manager, section, { ...parseSections(stored), [section]: body ?? undefined });
      const next = { section, version, body, author: actor.name, note };
      if (dryRun) return this.view(section, { ...next, version: version + 1, createdAt: new Date() });
      const written = await appendRevision(manager, next, this.announce);
      const resource = `settings/${section}`;
      const environment = this.configuration.environment[section];
      await audit(manager, actor, {
        action,
        resource,
        before: before.body ?? environment,
        after: body ?? environment,
      });
      return this.view(section, written);
    });
  }

  /** @throws AppError 400 `request.invalid` */
  private async check(manager: EntityManager, section: SectionName, edited: Partial<SectionBodies>): Promise<void> {
    const sections = effectiveSections(this.configuration.environment, edited);
    const issues = fieldsAcross(section, checkSections(sections));
    if (section === 'servers') issues.push(...(await misplacedKeys(this.sealedKeys, manager, sections.servers)));
    if (section === 'prices') issues.push(...(await currencyIssues(manager, sections.prices.currency)));
    if (issues.length > 0) throw invalidRequest(issues);
  }

  /** @throws AppError 404 `revision.not_found` */
  private async stored(manager: EntityManager, section: SectionName, version: number) {
    const revision = await findRevision(manager, section, version);
    if (revision === undefined && version !== 0) throw notFound('revision', `${section}/${String(version)}`);
    return revision;
  }

  private view(...[section, revision]: Parameters<typeof headOf>): SettingsRevision {
    return revisionView(section, revision, this.configuration.environment);
  }
}

async function currencyIssues(manager: EntityManager, currency: string) {
  const others = await budgetsInOtherCurrency(manager, currency);
  return others.map(({ id, currency: other }) => ({
    path: 'body.currency',
    message: `the budget of the app ${id} is in ${other}; change that first`,
  }));
}
