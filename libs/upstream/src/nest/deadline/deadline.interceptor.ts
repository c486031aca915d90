import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Observable } from 'rxjs';
import { findScope, type AbortListener } from '../../core/index.js';
import { bindRouteDeadline } from './route-deadline.js';

/**
 * Applies `@DeadlineMs` and `X-Request-Timeout-Ms`, and answers at the deadline even when the handler does not: with the deadline's
 * reason (`deadline.exceeded`, or `call.cancelled` when the client has left). An answer that has begun is left to its handler.
 */
@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    bindRouteDeadline(context, this.reflector);
    const deadline = findScope()?.deadline;
    if (deadline === undefined || context.getType() !== 'http') return next.handle();
    const response = context.switchToHttp().getResponse<HttpResponse>();

    return new Observable((subscriber) => {
      const listener: AbortListener = {
        onAbort: (reason) => {
          if (!hasBegun(response)) subscriber.error(reason);
        },
      };
      deadline.listen(listener);
      const subscription = subscriber.closed ? undefined : next.handle().subscribe(subscriber);
      return () => {
        deadline.unlisten(listener);
        subscription?.unsubscribe();
      };
    });
  }
}

/** Fastify's reply or Express' response. */
interface HttpResponse {
  headersSent?: boolean;
  sent?: boolean;
  raw?: { headersSent?: boolean };
}

function hasBegun(response: HttpResponse): boolean {
  return response.raw?.headersSent ?? response.headersSent ?? false;
}
