import { Injectable } from '@nestjs/common';
import type { SectionBodies } from '@tradewind/contracts';
import { Database, SettingsWatcher, type EditedSections, type SettingsConsumer } from '@tradewind/platform';
import { SealedKeys } from '../server-keys/sealed-keys.js';
import { GatewayConfiguration } from './gateway-configuration.js';
import { loadAccess } from './load-access.js';
import { variableKey, type KeyOf } from './server-plan.js';

/** Brings what is edited in the database to the gateway of this process. */
@Injectable()
export class GatewaySettingsConsumer implements SettingsConsumer {
  readonly uses = ['servers', 'routes', 'limits', 'words', 'prices', 'access'] as const;

  constructor(
    private readonly configuration: GatewayConfiguration,
    private readonly database: Database,
    private readonly sealedKeys: SealedKeys,
    watcher: SettingsWatcher,
  ) {
    watcher.register(this);
  }

  async prepare({ sections, base }: EditedSections): Promise<() => void> {
    const [access, sealed] = await this.database.system(async (manager) => [
      await loadAccess(manager),
      await this.sealedKeys.load(manager, sealedIds(sections.servers ?? {})),
    ]);
    const keyOf: KeyOf = (key) => ('sealed' in key ? sealed(key.sealed) : variableKey(key));
    return this.configuration.prepare({ sections, base, access }, keyOf);
  }
}

/** Ids of the sealed keys that servers refer to. */
export function sealedIds(servers: SectionBodies['servers']): string[] {
  return Object.values(servers).flatMap(({ api_key: key }) =>
    key !== undefined && 'sealed' in key ? [key.sealed] : [],
  );
}
