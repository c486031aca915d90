import { hostname } from 'node:os';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Replica, SectionBodies } from '@tradewind/contracts';
import { createScope, runInScope } from '@tradewind/upstream/core';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database.js';
import { acknowledge, HEARTBEAT_MS, leave } from './replicas.js';
import type { LimitsFile } from './limits-file.js';
import {
  newestSettings,
  parseSections,
  settingsVersions,
  UnusableSection,
  type WatchedSection,
} from './settings-store.js';

/** The newest settings, checked section by section. A section that is missing is as the environment says. */
export interface EditedSections {
  readonly versions: ReadonlyMap<WatchedSection, number>;
  readonly sections: Partial<SectionBodies>;
  /** What a file of the operator's says in place of the environment. */
  readonly base: Partial<SectionBodies>;
}

/** A part of the process that is told what to do by settings. */
export interface SettingsConsumer {
  readonly uses: readonly WatchedSection[];
  /**
   * Makes everything ready and returns what puts it in force, which must not fail.
   * @throws when this process cannot run these settings; those in force stay
   */
  prepare(edited: EditedSections): Promise<() => void> | (() => void);
}

export interface SettingsWatcherOptions {
  service: string;
  database: Pick<Database, 'system'>;
  /** How long a change may go unnoticed where nobody announces it, ms. Default 1,500. */
  pollMs?: number;
  instance?: string;
  /** What holds of `limits` until that section is edited. Default: the environment. */
  limitsFile?: LimitsFile;
}

const POLL_MS = 1_500;
const LOOK_UP_MS = 4_000;

/**
 * Keeps this process at the newest settings: looks for new versions, has them checked by everybody they concern, puts them in
 * force at one moment, and says in the database what it runs. Settings that somebody refuses change nothing.
 */
export class SettingsWatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Settings');
  private readonly consumers: SettingsConsumer[] = [];
  private readonly instance: string;
  private readonly startedAt = new Date();
  private inForce: ReadonlyMap<WatchedSection, number> = new Map();
  /** Newest versions that were looked at, whether or not they came into force. */
  private seen: ReadonlyMap<WatchedSection, number> | undefined;
  private error: Replica['error'] = null;
  private appliedAt = new Date();
  private acknowledgedMs = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(private readonly options: SettingsWatcherOptions) {
    this.instance = options.instance ?? `${hostname()}:${String(process.pid)}`;
  }

  /** Before the process has started. */
  register(consumer: SettingsConsumer): void {
    this.consumers.push(consumer);
  }

  /** The first look, before the first request. @throws when the database cannot be asked: without it, it is not known what holds */
  async onApplicationBootstrap(): Promise<void> {
    if (this.consumers.length === 0) return;
    await this.inScope(() => this.look());
    this.schedule(this.options.pollMs ?? POLL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    if (this.consumers.length === 0) return;
    await this.system((manager) => leave(manager, this.instance, this.options.service)).catch(() => undefined);
  }

  /** Looks now rather than when it is time: somebody has announced a change. */
  poke(): void {
    if (this.stopped || this.seen === undefined) return;
    if (this.looking !== undefined) this.again = true;
    else this.schedule(0);
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.turn().finally(() => {
        this.looking = undefined;
        this.schedule(this.again ? 0 : (this.options.pollMs ?? POLL_MS));
        this.again = false;
      });
    }, delayMs).unref();
  }

  private async turn(): Promise<void> {
    try {
      await this.inScope(() => this.look());
    } catch (error) {
      this.logger.warn({ err: error, msg: 'The settings could not be looked at; what is in force stays.' });
    }
  }

  private async look(): Promise<void> {
    const uses = [...new Set(this.consumers.flatMap((consumer) => consumer.uses))];
    const newest = await this.system((manager) => settingsVersions(manager, uses));
    const { limitsFile } = this.options;
    const otherFile = limitsFile !== undefined && (await limitsFile.changed());
    const news = otherFile || !sameVersions(newest, this.seen);
    if (news) await this.takeUp(uses);
    if (news || performance.now() - this.acknowledgedMs >= HEARTBEAT_MS) await this.acknowledge();
  }

  private async takeUp(uses: readonly WatchedSection[]): Promise<void> {
    const stored = await this.system((manager) => newestSettings(manager, uses));
    const versions = new Map(stored.map(({ section, version }) => [section, version]));
    try {
      const limits = this.options.limitsFile?.limits;
      const edited = { versions, sections: parseSections(stored), base: limits === undefined ? {} : { limits } };
      const commits = await Promise.all(this.consumers.map((consumer) => consumer.prepare(edited)));
      for (const commit of commits) commit();
      if (this.seen !== undefined)
        this.logger.log({ versions: Object.fromEntries(versions), msg: 'New settings are in force.' });
      this.inForce = versions;
      this.appliedAt = new Date();
      this.error = this.fileError();
    } catch (error) {
      this.logger.error({ err: error, msg: 'The newest settings cannot be used here; what is in force stays.' });
      this.error = {
        section: error instanceof UnusableSection ? error.section : null,
        version: error instanceof UnusableSection ? error.version : null,
        message: error instanceof Error ? error.message : String(error),
        at: new Date().toISOString(),
      };
    }
    this.seen = versions;
  }

  private fileError(): Replica['error'] {
    const message = this.options.limitsFile?.problem ?? null;
    return message === null ? null : { section: 'limits', version: 0, message, at: new Date().toISOString() };
  }

  private async acknowledge(): Promise<void> {
    const { service } = this.options;
    const versions = Object.fromEntries(
      this.consumers.flatMap(({ uses }) => uses).map((name) => [name, this.inForce.get(name) ?? 0]),
    );
    await this.system((manager) =>
      acknowledge(manager, {
        instance: this.instance,
        service,
        versions,
        error: this.error,
        appliedAt: this.appliedAt,
        startedAt: this.startedAt,
      }),
    );
    this.acknowledgedMs = performance.now();
  }

  private system<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.options.database.system(work);
  }

  /** In the interactive lane: an operator waits for it, and under overload a new limit is what helps. */
  private async inScope<T>(work: () => Promise<T>): Promise<T> {
    const scope = createScope({ requestId: 'settings', tenantId: 'system', appId: 'system', deadlineMs: LOOK_UP_MS });
    try {
      return await runInScope(scope, work);
    } finally {
      scope.deadline.dispose();
    }
  }
}

function sameVersions(
  newest: ReadonlyMap<WatchedSection, number>,
  seen: ReadonlyMap<WatchedSection, number> | undefined,
): boolean {
  return (
    seen !== undefined &&
    newest.size === seen.size &&
    [...newest].every(([name, version]) => seen.get(name) === version)
  );
}
