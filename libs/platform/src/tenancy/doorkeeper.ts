import { Injectable } from '@nestjs/common';
import type { KeyScope } from '@tradewind/contracts';
import type { CallScope } from '@tradewind/upstream/core';
import { AppError } from '../errors/app-error.js';
import { ApiKeyStore, type Caller } from './api-key-store.js';
import { bearerToken, isApiKey } from './api-key.js';

/** Lets nobody in without a key that is allowed what is asked for, and says on the call scope whom the key belongs to. */
@Injectable()
export class Doorkeeper {
  constructor(private readonly keys: ApiKeyStore) {}

  /**
   * Answers without a promise when the key is known.
   *
   * @param needed what the key must be allowed; undefined: any key will do
   * @throws AppError 401 `auth.missing_key` or `auth.invalid_key`, 403 `auth.scope_missing`
   */
  letIn(
    authorization: string | undefined,
    needed: KeyScope | undefined,
    scope: CallScope,
  ): undefined | Promise<undefined> {
    const key = bearerToken(authorization);
    if (key === undefined) throw missingKey();
    const caller = isApiKey(key) ? this.keys.find(key) : undefined;
    if (caller instanceof Promise) return caller.then((found) => bind(found, needed, scope));
    return bind(caller, needed, scope);
  }
}

function bind(caller: Caller | undefined, needed: KeyScope | undefined, scope: CallScope): undefined {
  if (caller === undefined) throw invalidKey();
  if (needed !== undefined && !caller.scopes.includes(needed)) throw missingScope(needed, caller.scopes);
  scope.tenantId = caller.tenantId;
  scope.appId = caller.appId;
  scope.keyId = caller.keyId;
}

function missingKey(): AppError {
  return new AppError({
    code: 'auth.missing_key',
    status: 401,
    detail: 'An API key is needed: send it as "Authorization: Bearer tw_…".',
    headers: { 'www-authenticate': 'Bearer' },
  });
}

function invalidKey(): AppError {
  return new AppError({
    code: 'auth.invalid_key',
    status: 401,
    detail: 'This API key is not known, was revoked or has expired.',
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}

function missingScope(needed: KeyScope, scopes: readonly KeyScope[]): AppError {
  return new AppError({
    code: 'auth.scope_missing',
    status: 403,
    detail: `This API key may be used for ${scopes.join(', ')}, and not for ${needed}. Ask for the scope, or use another key.`,
  });
}
