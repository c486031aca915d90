import { SpanStatusCode } from '@opentelemetry/api';
import { findScope } from '@tradewind/upstream/core';
import type { FastifyInstance } from 'fastify';
import { onAnswered } from '../http/on-answered.js';
import { attributes } from './attributes.js';
import { TracedWork } from './call-spans.js';
import { TRACE_PARENT, type Tracing } from './tracing.js';

/** Asked every few seconds by machines: a trace of each would tell nobody anything. */
const UNTRACED = /^\/(healthz|readyz|metrics|console)(?:[/?#]|$)/;

/** A span for every request, in the caller's trace when it names one; named by route, never by path or query. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const scope = findScope();
    if (scope !== undefined && !UNTRACED.test(request.url)) {
      const header = request.headers[TRACE_PARENT];
      const { span } = tracing.request(scope, request.method, typeof header === 'string' ? header : undefined);
      span.setAttributes({ [attributes.httpMethod]: request.method, [attributes.requestId]: request.id });
    }
    done();
  });
  onAnswered(server, ({ scope, method, status, route }) => {
    if (!(scope?.span instanceof TracedWork)) return;
    const { span } = scope.span;
    if (route !== undefined) {
      span.updateName(`${method} ${route}`);
      span.setAttribute(attributes.httpRoute, route);
    }
    span.setAttributes({ [attributes.httpStatus]: status, [attributes.tenantId]: scope.tenantId });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}
