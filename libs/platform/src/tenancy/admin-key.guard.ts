import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { AppError } from '../errors/app-error.js';
import { bearerToken, sameSecret } from './api-key.js';
import { AdminThrottle } from './admin-throttle.js';

/**
 * For routes of operators: together with `@Public()`, `@UseGuards(AdminKeyGuard)` asks for `ADMIN_KEY` instead of a tenant's key.
 * Without a configured admin key these routes are closed. Requests of one address are limited, and wrong keys much more.
 */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  private readonly throttle: AdminThrottle;

  constructor(@Inject(PLATFORM_CONFIG) private readonly config: PlatformConfig) {
    this.throttle = new AdminThrottle(config.ADMIN_REQUESTS_PER_MINUTE);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    this.throttle.count(request.ip);
    const given = bearerToken(request.headers.authorization);
    if (given === undefined) {
      throw new AppError({
        code: 'auth.missing_key',
        status: 401,
        detail: 'The admin key is needed: send it as "Authorization: Bearer …".',
      });
    }
    const expected = this.config.ADMIN_KEY;
    if (expected === undefined || !sameSecret(given, expected)) {
      this.throttle.countWrongKey(request.ip);
      throw new AppError({ code: 'auth.invalid_key', status: 401, detail: 'This is not the admin key.' });
    }
    return true;
  }
}
