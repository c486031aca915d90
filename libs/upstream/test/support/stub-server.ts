import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A real server on a free port that counts what is really open. */
export interface StubServer {
  readonly url: string;
  readonly sockets: Set<Socket>;
  /** Requests being answered now, and the most there ever were at once. */
  readonly inFlight: { now: number; peak: number; total: number };
  close(): Promise<void>;
}

/** An HTTP server on 127.0.0.1. */
export async function httpStub(answer: RequestListener): Promise<StubServer> {
  const inFlight = { now: 0, peak: 0, total: 0 };
  const server = createServer((request, response) => {
    inFlight.now++;
    inFlight.total++;
    inFlight.peak = Math.max(inFlight.peak, inFlight.now);
    response.once('close', () => inFlight.now--);
    answer(request, response);
  });
  return listen(server, inFlight);
}

/** A server that speaks whatever `onSocket` writes. */
export async function tcpStub(onSocket: (socket: Socket) => void): Promise<StubServer> {
  return listen(createTcpServer(onSocket), { now: 0, peak: 0, total: 0 });
}

async function listen(server: Server, inFlight: StubServer['inFlight']): Promise<StubServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sockets,
    inFlight,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** Resolves once `condition` holds; fails loudly when it does not within two seconds. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 2_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`it never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
