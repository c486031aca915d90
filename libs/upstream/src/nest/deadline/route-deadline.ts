import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { Deadline, findScope, type CallScope } from '../../core/index.js';
import { DEADLINE_MS } from './deadline-ms.js';

export const TIMEOUT_HEADER = 'x-request-timeout-ms';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const bound = new WeakSet<CallScope>();

/**
 * Gives the request's scope the deadline of its route, shortened by what the caller asks for. Done once per request, by whoever of
 * our guards and interceptors comes first. Without a scope (a queue processor, a test) nothing happens.
 */
export function bindRouteDeadline(context: ExecutionContext, reflector: Reflector): void {
  const scope = findScope();
  if (scope === undefined || bound.has(scope) || context.getType() !== 'http') return;
  bound.add(scope);
  const routeMs = reflector.getAllAndOverride<number | undefined>(DEADLINE_MS, [
    context.getHandler(),
    context.getClass(),
  ]);
  const { headers } = context.switchToHttp().getRequest<{ headers?: Headers }>();
  bindDeadline(scope, routeMs, headers);
}

/**
 * Gives a request's scope the deadline of what it asks for, shortened by the caller's `X-Request-Timeout-Ms`.
 *
 * @param routeMs undefined: the application's default stays
 */
export function bindDeadline(scope: CallScope, routeMs: number | undefined, headers: Headers | undefined): void {
  const callerMs = wishOf(headers);
  if (routeMs === undefined && callerMs === undefined) return;

  const previous = scope.deadline;
  // The client may have left already; a fresh deadline would forget that.
  if (previous.aborted) return;
  const ms = Math.min(routeMs ?? previous.remainingMs(), callerMs ?? Infinity);
  scope.deadline = Deadline.after(ms, { clock: previous.clock });
  previous.dispose();
}

function wishOf(headers: Headers | undefined): number | undefined {
  const wish = headers?.[TIMEOUT_HEADER];
  // What cannot be read as a duration is no wish: the header is advice.
  return typeof wish === 'string' && /^\d{1,9}$/.test(wish) ? Number(wish) : undefined;
}
