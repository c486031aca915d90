import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import pg from 'pg';
import { SETTINGS_CHANNEL } from './settings-store.js';
import type { SettingsWatcher } from './settings-watcher.js';

const RECONNECT_MS = 5_000;

/**
 * Hears from PostgreSQL that settings have changed, so that a change need not wait for the next look. It takes a connection of
 * its own; without one (or behind a pooler that does not pass notifications on) changes are found by looking.
 */
export class SettingsNotices implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Settings');
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param url undefined where notifications do not reach others */
  constructor(
    private readonly url: string | undefined,
    private readonly watcher: Pick<SettingsWatcher, 'poke'>,
  ) {}

  onApplicationBootstrap(): void {
    if (this.url !== undefined) void this.listen(this.url);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'settings', keepAlive: true });
    this.client = client;
    client.on('notification', () => {
      this.watcher.poke();
    });
    client.on('error', () => undefined);
    client.once('end', () => {
      this.retry(url);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${SETTINGS_CHANNEL}`);
      // What was announced while nobody listened is found now.
      this.watcher.poke();
    } catch (error) {
      this.logger.debug({ err: error, msg: 'Changes of settings are not announced at the moment.' });
      await client.end().catch(() => undefined);
      this.retry(url);
    }
  }

  private retry(url: string): void {
    if (this.stopped || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.listen(url);
    }, RECONNECT_MS).unref();
  }
}
