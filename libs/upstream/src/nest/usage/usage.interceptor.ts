import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { findScope, type ScopeUsage } from '../../core/index.js';
import { writeUsage } from './usage-headers.js';
import { hasBegun, type HttpAnswer } from '../answer/http-answer.js';

/**
 * Tells the caller what its request has spent so far: `x-upstream-calls`, `x-upstream-input-tokens` and `x-upstream-output-tokens`,
 * on answers and on errors, when at least one real call was made. A stream that has begun goes without.
 */
@Injectable()
export class UsageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const usage = findScope()?.usage;
    if (usage === undefined || context.getType() !== 'http') return next.handle();
    const answer = context.switchToHttp().getResponse<HttpAnswer>();
    const tell = (): void => {
      tellUsage(answer, usage);
    };
    return next.handle().pipe(tap({ next: tell, error: tell, complete: tell }));
  }
}

function tellUsage(answer: HttpAnswer, usage: ScopeUsage): void {
  if (usage.calls === 0 || hasBegun(answer)) return;
  writeUsage(usage, (name, value) => answer.header(name, value));
}
