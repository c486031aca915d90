import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { findScope } from '../../core/index.js';

/**
 * Adds what was left out or replaced to the answer: `degraded: [{ stage, reason }]` of the call scope, on plain objects that do
 * not carry the member themselves, and only when there is something to tell.
 */
@Injectable()
export class DegradationInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map(withDegraded));
  }
}

function withDegraded(answer: unknown): unknown {
  if (!isPlainObject(answer) || 'degraded' in answer) return answer;
  const degraded = findScope()?.degraded;
  return degraded === undefined || degraded.length === 0 ? answer : { ...answer, degraded };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
