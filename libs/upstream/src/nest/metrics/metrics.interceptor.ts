import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import { findScope } from '../../core/index.js';
import { AnswerMetrics, handlerOf } from './answer-metrics.js';
import { resultOfAnswer, resultOfError, type AnswerResult } from './answer-result.js';

/** Counts every request that reached its handler in `upstream_answers_total`, once, when it has ended. */
@Injectable()
export class MetricsInterceptor implements NestInterceptor {
  constructor(private readonly metrics: AnswerMetrics) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.metrics.enabled || context.getType() !== 'http') return next.handle();
    const scope = findScope();
    const handler = handlerOf(context);
    const count = (result: AnswerResult): void => {
      this.metrics.count(handler, result);
    };
    return next.handle().pipe(
      tap({
        complete: () => {
          count(resultOfAnswer(scope));
        },
        error: (error: unknown) => {
          count(resultOfError(error));
        },
        // Nest lets go of an event stream whose reader has left.
        unsubscribe: () => {
          count('cancelled');
        },
      }),
    );
  }
}
