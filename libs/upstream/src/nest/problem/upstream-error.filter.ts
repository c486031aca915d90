import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { findScope, UpstreamError } from '../../core/index.js';
import { hasBegun, type HttpAnswer } from '../answer/http-answer.js';
import { upstreamProblem, type UpstreamProblem } from './upstream-problem.js';

/**
 * Answers an `UpstreamError` as `application/problem+json` (RFC 9457), with `Retry-After` and `retry-after-ms` when somebody knows.
 * For applications without an error filter of their own: `app.useGlobalFilters(new UpstreamErrorFilter())`, or `@UseFilters`.
 */
@Catch(UpstreamError)
export class UpstreamErrorFilter implements ExceptionFilter<UpstreamError> {
  private readonly logger = new Logger('Upstream');

  catch(error: UpstreamError, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const problem = upstreamProblem(error);
    // The caller is told nothing about mistakes of the program; somebody must be.
    if (problem.status === 500) this.logger.error(error.message, error.stack);
    const answer = host.switchToHttp().getResponse<HttpAnswer>();
    // An answer that has begun cannot become another one; its writer ends it.
    if (hasBegun(answer)) return;
    sendProblem(answer, problem);
  }
}

function sendProblem(answer: HttpAnswer, { status, code, title, detail, retryAfterMs }: UpstreamProblem): void {
  const requestId = findScope()?.requestId;
  const waitMs = retryAfterMs === undefined ? undefined : Math.max(0, Math.ceil(retryAfterMs));
  answer.status(status);
  answer.header('content-type', 'application/problem+json; charset=utf-8');
  if (waitMs !== undefined) {
    // Never 0, which clients take as an invitation to hammer.
    answer.header('retry-after', String(Math.max(1, Math.ceil(waitMs / 1_000))));
    answer.header('retry-after-ms', String(waitMs));
  }
  // Serialised here: Fastify does so by itself for application/json only.
  answer.send(
    JSON.stringify({
      type: `urn:tradewind:problem:${code}`,
      title,
      status,
      code,
      detail,
      ...(requestId !== undefined && { request_id: requestId }),
      ...(waitMs !== undefined && { retry_after_ms: waitMs }),
    }),
  );
}
