import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { bindRouteDeadline } from '../deadline/route-deadline.js';
import { AnswerMetrics, handlerOf } from '../metrics/answer-metrics.js';
import { Upstream } from '../upstream.js';
import { doorOf } from './admit-metadata.js';

/** Refuses at once what the route's budget would refuse; see `@Admit`. */
@Injectable()
export class AdmissionGuard implements CanActivate {
  constructor(
    private readonly upstream: Upstream,
    private readonly reflector: Reflector,
    @Optional() private readonly answers?: AnswerMetrics,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    // How long a caller may wait depends on its deadline.
    bindRouteDeadline(context, this.reflector);
    const refusal = doorOf(context, this.reflector, this.upstream)?.wouldRefuse();
    if (refusal === undefined) return true;
    // Guards come before all interceptors: nobody else sees this request end.
    this.answers?.count(handlerOf(context), 'refused');
    throw refusal;
  }
}
