import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isObject } from './is-object.js';

/** A request as an upstream received it. */
export interface ReceivedRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
  /** Resolves when the connection is gone or the answer is complete. */
  readonly closed: Promise<unknown>;
}

export type Script = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>;

/** A local upstream that answers each request by the next script, the last one again and again. */
export class ScriptedUpstream {
  readonly received: ReceivedRequest[] = [];
  private scripts: Script[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (!isObject(address) || typeof address['port'] !== 'number') throw new Error('The upstream does not listen.');
    return `http://127.0.0.1:${String(address['port'])}/v1`;
  }

  play(...scripts: Script[]): void {
    this.received.length = 0;
    this.scripts = scripts;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = once(response, 'close');
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const received: ReceivedRequest = {
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString('utf8'),
      closed,
    };
    this.received.push(received);
    const script = this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0];
    await script?.(response, received);
  }
}

/** Answers with JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Script {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
}

/** Answers with events, then ends. */
export function events(...parts: (string | Buffer)[]): Script {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) response.write(part);
    response.end();
  };
}
