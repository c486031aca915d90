import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { KeyScope } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream/core';
import type { FastifyRequest } from 'fastify';
import { Doorkeeper } from './doorkeeper.js';
import { PUBLIC_ROUTE } from './public.js';
import { REQUIRED_SCOPE } from './requires-scope.js';

/** Has the doorkeeper look at whoever asks for a route of Nest's that is not public. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const route = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, route);
    if (isPublic === true) return true;
    const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const needed = this.reflector.getAllAndOverride<KeyScope | undefined>(REQUIRED_SCOPE, route);
    await this.doorkeeper.letIn(authorization, needed, currentScope());
    return true;
  }
}
