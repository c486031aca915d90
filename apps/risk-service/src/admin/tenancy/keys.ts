import { Injectable } from '@nestjs/common';
import type { ApiKey, ApiKeyCreate, ApiKeyEdit, ApiKeyRotate, NewApiKey } from '@tradewind/contracts';
import { conflict, Database, invalidRequest, versionConflict, type Actor } from '@tradewind/platform';
import { AccessWriter } from './access-writer.js';
import { findApp } from './app-rows.js';
import { findKey, insertKey, listKeys, updateKey } from './key-rows.js';

@Injectable()
export class Keys {
  constructor(
    private readonly database: Database,
    private readonly writer: AccessWriter,
  ) {}

  list(appId: string | undefined, before: string | undefined, limit: number): Promise<ApiKey[]> {
    return this.database.system((manager) => listKeys(manager, { appId, before, limit }));
  }

  /** @throws AppError 400 `request.invalid` for an end in the past, 404 `app.not_found` */
  async create(wanted: ApiKeyCreate, actor: Actor): Promise<NewApiKey> {
    const { app_id: appId, name = null, scopes, rates, expires_at = null } = wanted;
    assertToCome(expires_at);
    return this.writer.write(actor, async (manager) => {
      await findApp(manager, appId);
      const { made, key } = await insertKey(manager, appId, { name, scopes, rates, expires_at });
      return { action: 'create', resource: `key/${made.id}`, before: null, after: made, answer: { ...made, key } };
    });
  }

  /** @throws AppError 400 `request.invalid` for an end in the past, 404 `key.not_found`, 409 `key.version_conflict` or `key.revoked` */
  async edit(id: string, { version, ...edit }: ApiKeyEdit, actor: Actor): Promise<ApiKey> {
    assertToCome(edit.expires_at ?? null);
    return this.writer.write(actor, async (manager) => {
      const before = await findKey(manager, id, 'FOR UPDATE');
      if (before.version !== version) throw versionConflict('key', `key "${id}"`, before.version);
      assertAlive(before);
      const after = await updateKey(manager, id, { ...before, ...edit });
      return { action: 'update', resource: `key/${id}`, before, after, answer: after };
    });
  }

  /** The old key ends after the grace, or when it would have ended anyway. @throws AppError 404 `key.not_found`, 409 `key.revoked` */
  rotate(id: string, { grace_seconds: graceSeconds }: ApiKeyRotate, actor: Actor): Promise<NewApiKey> {
    return this.writer.write(actor, async (manager) => {
      const before = await findKey(manager, id, 'FOR UPDATE');
      assertAlive(before);
      const { made, key } = await insertKey(manager, before.app_id, { ...before, expires_at: null });
      await manager.query(
        `UPDATE api_keys SET version = version + 1,
           expires_at = least(expires_at, now() + make_interval(secs => $2)) WHERE id = $1`,
        [id, graceSeconds],
      );
      const after = { old: await findKey(manager, id), new: made };
      return { action: 'rotate', resource: `key/${id}`, before, after, answer: { ...made, key } };
    });
  }

  /** At once and for good; revoking a revoked key changes nothing. @throws AppError 404 `key.not_found` */
  revoke(id: string, actor: Actor): Promise<ApiKey> {
    return this.writer.write(actor, async (manager) => {
      const before = await findKey(manager, id, 'FOR UPDATE');
      await manager.query(
        `UPDATE api_keys SET revoked_at = now(), version = version + 1 WHERE id = $1 AND revoked_at IS NULL`,
        [id],
      );
      const after = await findKey(manager, id);
      return { action: 'revoke', resource: `key/${id}`, before, after, answer: after };
    });
  }
}

function assertAlive({ id, status }: ApiKey): void {
  if (status === 'revoked' || status === 'expired') {
    throw conflict('key.revoked', `The key "${id}" no longer works, and cannot be made to. Make a new one.`);
  }
}

/** A key that is to end at once is revoked; a date that is past is a mistake. */
function assertToCome(expiresAt: string | null): void {
  if (expiresAt === null || Date.parse(expiresAt) > Date.now()) return;
  throw invalidRequest([{ path: 'expires_at', message: 'must be in the future; to end a key now, revoke it' }]);
}
