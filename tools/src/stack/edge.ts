import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

const CATALOG_PATHS = /^\/(rag|tasks|deal-brain)(\/|\?|$)/;

/**
 * One address for both services, routing by path exactly as the Kubernetes ingress does. It buffers nothing, so progress
 * streams pass as they come, and a client that leaves takes its upstream request with it.
 */
export function createEdge(targets: { risk: string; catalog: string }): Server {
  return createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (CATALOG_PATHS.test(path)) forward(incoming, outgoing, targets.catalog);
    else forward(incoming, outgoing, targets.risk);
  });
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, base: string): void {
  const upstream = request(new URL(incoming.url ?? '/', base), { method: incoming.method, headers: incoming.headers });
  outgoing.on('close', () => upstream.destroy());
  upstream.on('response', (answer) => {
    // A refusal may come before the whole body was sent: the rest is read and dropped, so that the client hears it.
    incoming.unpipe(upstream);
    incoming.resume();
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    pipeline(answer, outgoing).catch(() => outgoing.destroy());
  });
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    incoming.unpipe(upstream);
    incoming.resume();
    // The service closed its end while we were still sending: its answer, if there is one, is about to be read.
    if (error.code === 'EPIPE' || error.code === 'ECONNRESET') setTimeout(() => respondUnavailable(outgoing), 100);
    else respondUnavailable(outgoing);
  });
  incoming.pipe(upstream);
}

function respondUnavailable(outgoing: ServerResponse): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const problem = {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'service.starting',
    detail: 'The service behind this address is starting or restarting. Try again in a second.',
    request_id: '',
    retry_after_ms: 1000,
  };
  outgoing.writeHead(503, {
    'content-type': 'application/problem+json',
    'retry-after': '1',
    'retry-after-ms': '1000',
    connection: 'close',
  });
  outgoing.end(JSON.stringify(problem));
}
