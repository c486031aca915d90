import type { Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Upstream } from '@tradewind/upstream';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { Database } from '../database/database.js';
import { BudgetLimits } from './budget-limits.js';
import { LimitsFile } from './limits-file.js';
import { SettingsNotices } from './settings-notices.js';
import { SettingsWatcher } from './settings-watcher.js';

/** Settings of the database, and the limits that every service takes from them. */
export function settingsProviders(service: string): Provider[] {
  return [
    {
      provide: SettingsWatcher,
      inject: [Database, ModuleRef, PLATFORM_CONFIG],
      useFactory: (database: Database, modules: ModuleRef, { LIMITS_FILE: path }: PlatformConfig) => {
        const limitsFile = path === undefined ? {} : { limitsFile: new LimitsFile(path) };
        const watcher = new SettingsWatcher({ service, database, ...limitsFile });
        watcher.register(new BudgetLimits(() => upstreamOf(modules)));
        return watcher;
      },
    },
    {
      provide: SettingsNotices,
      inject: [PLATFORM_CONFIG, SettingsWatcher],
      useFactory: ({ DATABASE_KIND, DATABASE_URL }: PlatformConfig, watcher: SettingsWatcher) =>
        // The embedded database tells nobody but the sender.
        new SettingsNotices(DATABASE_KIND === 'postgres' ? DATABASE_URL : undefined, watcher),
    },
  ];
}

/** The service's own, whichever of its modules provides it. */
function upstreamOf(modules: ModuleRef): Upstream | undefined {
  try {
    return modules.get(Upstream, { strict: false });
  } catch {
    return undefined;
  }
}
