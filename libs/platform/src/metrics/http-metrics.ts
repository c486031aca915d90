import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { onAnswered } from '../http/on-answered.js';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5, 5, 10, 30, 60, 120];
/** Methods are chosen by callers; labels must not be. */
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Measures every request by route template, never by path, so that the number of series stays bounded. */
export function measureRequests(server: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status_class'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests being answered at this moment.',
    registers: [registry],
  });
  server.addHook('onRequest', (_request, _reply, done) => {
    inFlight.inc();
    done();
  });
  onAnswered(server, ({ request, reply, status, route }) => {
    inFlight.dec();
    const labels = {
      method: METHODS.has(request.method) ? request.method : 'other',
      route: route ?? 'unknown',
      status_class: `${String(Math.floor(status / 100))}xx`,
    };
    duration.observe(labels, reply.elapsedTime / 1_000);
  });
}
