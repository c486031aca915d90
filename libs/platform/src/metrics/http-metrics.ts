import type { FastifyInstance } from 'fastify';
import { TalliedHistogram } from '@tradewind/upstream';
import { Gauge, type Registry } from 'prom-client';
import type { InFlight } from '../http/in-flight.js';
import { onAnswered } from '../http/on-answered.js';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5, 5, 10, 30, 60, 120];
/** Methods are chosen by callers; labels must not be. */
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Measures every request by route template, never by path, so that the number of series stays bounded. */
export function measureRequests(server: FastifyInstance, registry: Registry, inFlight: Pick<InFlight, 'size'>): void {
  const duration = new TalliedHistogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status_class'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests being answered at this moment.',
    registers: [registry],
    collect() {
      this.set(inFlight.size);
    },
  });
  onAnswered(server, ({ method, status, route, durationMs }) => {
    const known = METHODS.has(method) ? method : 'other';
    duration.observe(durationMs / 1_000, known, route ?? 'unknown', classOf(status));
  });
}

const CLASSES = ['0xx', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;

function classOf(status: number): string {
  return CLASSES[Math.floor(status / 100)] ?? '0xx';
}
