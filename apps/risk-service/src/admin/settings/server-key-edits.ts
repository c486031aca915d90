import type { SectionBodies, ServersSectionInput } from '@tradewind/contracts';
import { badRequest, type FieldError } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import type { SealedKeys } from '../../llm-gateway/server-keys/sealed-keys.js';
import { serverOrigin } from '../../llm-gateway/server-keys/server-address.js';
import { newKeys, withSealedKeys } from './read-input.js';

/** Stands where the id of a sealed key would, in the answer to a dry run. */
const DRY_KEY = `sec_${'0'.repeat(26)}`;

/**
 * Seals the keys that came with the servers. A dry run leaves them where they are: nothing is written.
 * @throws AppError 400 `settings.no_sealing_key`
 */
export async function sealNewKeys(
  keys: SealedKeys,
  manager: EntityManager,
  servers: ServersSectionInput,
  dryRun: boolean,
): Promise<SectionBodies['servers']> {
  const given = newKeys(servers);
  if (given.length > 0 && !keys.canSeal) {
    throw badRequest(
      'settings.no_sealing_key',
      'Keys can be kept here only with SETTINGS_KEY set. Set it, or refer to a variable.',
      given.map(({ server }) => ({ path: `body.${server}.api_key.value`, message: 'cannot be sealed' })),
    );
  }
  const sealed = new Map<string, string>();
  for (const { server, value } of given) {
    const origin = serverOrigin(servers[server] ?? { preset: 'openai-compatible' });
    sealed.set(server, dryRun ? DRY_KEY : await keys.add(manager, value, { server, origin }));
  }
  return withSealedKeys(servers, sealed);
}

/** A key is for the server and the address it was entered for, and must not go anywhere else. */
export async function misplacedKeys(
  keys: SealedKeys,
  manager: EntityManager,
  servers: SectionBodies['servers'],
): Promise<FieldError[]> {
  const sealed = Object.entries(servers).flatMap(([name, server]) =>
    server.api_key !== undefined && 'sealed' in server.api_key && server.api_key.sealed !== DRY_KEY
      ? [{ name, id: server.api_key.sealed, origin: serverOrigin(server) }]
      : [],
  );
  const owners = await keys.owners(
    manager,
    sealed.map(({ id }) => id),
  );
  return sealed.flatMap(({ name, id, origin }) => {
    const owner = owners.get(id);
    const path = `body.${name}.api_key`;
    if (owner === undefined) return [{ path, message: 'is not known; give the key itself as `value`' }];
    if (owner.server === name && owner.origin === origin) return [];
    return [{ path, message: `was entered for another server or address; give the key itself for ${origin}` }];
  });
}
