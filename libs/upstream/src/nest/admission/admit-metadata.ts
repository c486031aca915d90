import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Budget } from '../../core/index.js';
import type { Upstream } from '../upstream.js';

export const ADMIT = Symbol('tradewind:admit');

/** The door of this route. @throws UpstreamError `config.invalid` for an unknown budget */
export function doorOf(context: ExecutionContext, reflector: Reflector, upstream: Upstream): Budget | undefined {
  const name = reflector.getAllAndOverride<string | undefined>(ADMIT, [context.getHandler(), context.getClass()]);
  return name === undefined ? undefined : upstream.budget(name);
}
