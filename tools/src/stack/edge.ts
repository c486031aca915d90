import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

const CATALOG_PATHS = /^\/(rag|tasks|deal-brain)(\/|\?|$)/;

/**
 * One address for both services, routing by path exactly as the Kubernetes ingress does. It buffers nothing, so progress
 * streams pass as they come, and a client that leaves takes its upstream request with it.
 */
export function createEdge(targets: { risk: string; catalog: string }): Server {
  return createServer((incoming, outgoing) => {
    const base = CATALOG_PATHS.test(incoming.url ?? '/') ? targets.catalog : targets.risk;
    void forward(incoming, outgoing, base);
  });
}

async function forward(incoming: IncomingMessage, outgoing: ServerResponse, base: string): Promise<void> {
  const upstream = request(new URL(incoming.url ?? '/', base), { method: incoming.method, headers: incoming.headers });
  outgoing.on('close', () => upstream.destroy());
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    pipeline(answer, outgoing).catch(() => outgoing.destroy());
  });
  upstream.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else respondUnavailable(outgoing);
  });
  await pipeline(incoming, upstream).catch(() => undefined);
}

function respondUnavailable(outgoing: ServerResponse): void {
  const problem = {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'service.starting',
    detail: 'The service behind this address is starting or restarting. Try again in a second.',
    request_id: '',
    retry_after_ms: 1000,
  };
  outgoing.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1', 'retry-after-ms': '1000' });
  outgoing.end(JSON.stringify(problem));
}
