import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { KeyScope } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream/core';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { ApiKeyStore } from './api-key-store.js';
import { bearerToken, isApiKey } from './api-key.js';
import { PUBLIC_ROUTE } from './public.js';
import { REQUIRED_SCOPE } from './requires-scope.js';

/** Lets nobody in without a key that is allowed what the route is for, and says on the call scope whom the key belongs to. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const route = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, route);
    if (isPublic === true) return true;
    const key = bearerToken(context.switchToHttp().getRequest<FastifyRequest>().headers.authorization);
    if (key === undefined) throw missingKey();
    const caller = isApiKey(key) ? await this.keys.find(key) : undefined;
    if (caller === undefined) throw invalidKey();
    const needed = this.reflector.getAllAndOverride<KeyScope | undefined>(REQUIRED_SCOPE, route);
    if (needed !== undefined && !caller.scopes.includes(needed)) throw missingScope(needed, caller.scopes);
    const scope = currentScope();
    scope.tenantId = caller.tenantId;
    scope.appId = caller.appId;
    scope.keyId = caller.keyId;
    return true;
  }
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
    detail: 'This API key is not known or was revoked.',
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
