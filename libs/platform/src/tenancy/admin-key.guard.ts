import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { AppError } from '../errors/app-error.js';
import { bearerToken, sameSecret } from './api-key.js';

/**
 * For routes of operators: together with `@Public()`, `@UseGuards(AdminKeyGuard)` asks for `ADMIN_KEY` instead of a tenant's key.
 * Without a configured admin key these routes are closed.
 */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  constructor(@Inject(PLATFORM_CONFIG) private readonly config: PlatformConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const given = bearerToken(context.switchToHttp().getRequest<FastifyRequest>().headers.authorization);
    if (given === undefined) {
      throw new AppError({
        code: 'auth.missing_key',
        status: 401,
        detail: 'The admin key is needed: send it as "Authorization: Bearer …".',
      });
    }
    const expected = this.config.ADMIN_KEY;
    if (expected === undefined || !sameSecret(given, expected)) {
      throw new AppError({ code: 'auth.invalid_key', status: 401, detail: 'This is not the admin key.' });
    }
    return true;
  }
}
