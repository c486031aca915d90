// What a proxy costs that does nothing: Node's own HTTP server and undici's pool, bytes in and bytes out.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

const [upstreamUrl] = process.argv.slice(2);
if (upstreamUrl === undefined) throw new Error('usage: bare-process.js <upstream URL>');
const pool = new Pool(upstreamUrl, { connections: 100, pipelining: 1 });

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const answer = await pool.request({
    method: 'POST',
    path: request.url ?? '/',
    headers: { 'content-type': 'application/json', authorization: 'Bearer upstream' },
    body: Buffer.concat(parts),
  });
  const contentType = String(answer.headers['content-type']);
  response.writeHead(answer.statusCode, { 'content-type': contentType });
  if (contentType.startsWith('text/event-stream')) answer.body.pipe(response);
  else response.end(Buffer.from(await answer.body.arrayBuffer()));
}

const server = createServer((request, response) => void forward(request, response));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
