import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { recordedStreams } from '../testing/recorded-streams.js';
import { ChatWatch } from './chat-watch.js';
import { ClientStream, type ClientStreamOptions } from './client-stream.js';
import { relay, type RelayEnd } from './relay.js';

const servers: Server[] = [];

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return port;
}

function open(port: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get({ port, host: '127.0.0.1', agent: false }, resolve).on('error', reject));
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

interface Rig {
  client: IncomingMessage;
  end: Promise<RelayEnd>;
  watch: ChatWatch;
}

/** A client connected through a relay to an upstream, all three on real sockets. */
async function rig(
  upstream: (response: ServerResponse) => void,
  options: { wantsUsage?: boolean } & Partial<ClientStreamOptions> = {},
): Promise<Rig> {
  const upstreamPort = await listen((_, response) => {
    upstream(response);
  });
  const watch = new ChatWatch({ clientWantsUsage: options.wantsUsage ?? true });
  let ended: (end: RelayEnd) => void = () => undefined;
  const end = new Promise<RelayEnd>((resolve) => (ended = resolve));
  const relayPort = await listen((_, response) => {
    const client = new ClientStream(response, {
      headers: () => ['content-type', 'text/event-stream'],
      keepaliveMs: 60_000,
      stallMs: 60_000,
      ...options,
    });
    void open(upstreamPort).then(async (body) => {
      const result = await relay(body, client, watch);
      body.destroy();
      const tail = 'tail' in result ? result.tail : undefined;
      client.end(result.outcome === 'gone' ? undefined : (tail ?? Buffer.from('data: {"error":{}}\n\n')));
      ended(result);
    });
  });
  return { client: await open(relayPort), end, watch };
}

function send(bytes: Buffer, size = 7): (response: ServerResponse) => void {
  return (response) => {
    for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
    response.end();
  };
}

const content = (words: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: words } }] })}\n\n`;
const finish = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`;
const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } })}\n\n`;
const done = 'data: [DONE]\n\n';

describe('relay', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each(['an LF stream with usage', 'a CRLF stream with comments'])('passes %s on byte for byte', async (name) => {
    const bytes = recordedStreams[name] ?? Buffer.alloc(0);
    const { client, end, watch } = await rig(send(bytes));
    expect(await text(client)).toBe(bytes.toString());
    expect(await end).toMatchObject({ outcome: 'complete' });
    expect(watch.usage).toEqual({ inputTokens: 11, outputTokens: 5 });
  });

  it('takes out the usage chunk the client did not ask for, and nothing else; a reported zero counts as reported', async () => {
    const { client, end, watch } = await rig(send(Buffer.from(content('a') + finish + usage + done)), {
      wantsUsage: false,
    });
    expect(await text(client)).toBe(content('a') + finish + done);
    expect(await end).toMatchObject({ outcome: 'complete' });
    expect(watch.usage).toEqual({ inputTokens: 0, outputTokens: 0 });
  });

  it('keeps [DONE] back until its caller has booked the call', async () => {
    const { client, end } = await rig(send(Buffer.from(content('a') + finish + done)));
    const result = await end;
    expect(result.outcome === 'complete' && result.tail.toString()).toBe(done);
    expect(await text(client)).toBe(content('a') + finish + done);
  });

  it('adds the [DONE] that a backend leaves out after a finish reason', async () => {
    const { client } = await rig(send(Buffer.from(content('a') + finish)));
    expect(await text(client)).toBe(content('a') + finish + done);
  });

  it.each([
    ['ends without a finish reason', content('a'), content('a'), 'upstream.interrupted'],
    [
      'ends in the middle of an event',
      content('a') + content('bcd').slice(0, 30),
      content('a'),
      'upstream.interrupted',
    ],
    [
      'sends an event that is not JSON',
      `${content('a')}data: {"choices":[}\n\n${done}`,
      content('a'),
      'upstream.malformed',
    ],
    ['sends an endless event', `${content('a')}data: ${'x'.repeat(300_000)}`, content('a'), 'upstream.too_large'],
  ])('never says [DONE] when the upstream %s', async (_, sent, passed, code) => {
    const { client, end } = await rig(send(Buffer.from(sent), 1_000));
    expect(await text(client)).toBe(`${passed}data: {"error":{}}\n\n`);
    expect(await end).toMatchObject({ outcome: 'failed', error: { code } });
  });

  it('passes on the error the upstream reports itself, but not the [DONE] behind it', async () => {
    const error = 'data: {"error":{"message":"overloaded","type":"server_error","param":null,"code":null}}\n\n';
    const { client, end } = await rig(send(Buffer.from(content('a') + error + done)));
    expect(await text(client)).toBe(content('a') + error);
    expect(await end).toMatchObject({ outcome: 'failed', error: { code: 'upstream.failed' } });
  });

  it('does not take a connection that breaks for an end', async () => {
    const { client, end } = await rig((response) => {
      response.write(content('a') + finish, () => response.destroy());
    });
    expect(await text(client)).toBe(`${content('a')}${finish}data: {"error":{}}\n\n`);
    expect(await end).toMatchObject({ outcome: 'failed' });
  });

  it('keeps a silent stream alive with comments between events', async () => {
    let proceed: () => void = () => undefined;
    const pinged = new Promise<void>((resolve) => (proceed = resolve));
    const { client } = await rig(
      (response) => {
        response.write(content('a').slice(0, 10));
        void pinged.then(() => response.end(content('a').slice(10) + finish + done));
      },
      { keepaliveMs: 5 },
    );
    let received = '';
    for await (const chunk of client) {
      received += String(chunk);
      if (received.includes(': ping')) proceed();
    }
    expect(received.replaceAll(': ping\n\n', '')).toBe(content('a') + finish + done);
    expect(received.startsWith(': ping\n\n')).toBe(true);
  });

  it('notices a client that leaves, and stops reading', async () => {
    let closed: () => void = () => undefined;
    const upstreamClosed = new Promise<void>((resolve) => (closed = resolve));
    const { client, end, watch } = await rig((response) => {
      const timer = setInterval(() => response.write(content('word')), 1);
      response.on('close', () => {
        clearInterval(timer);
        closed();
      });
    });
    await once(client, 'data');
    client.destroy();
    expect(await end).toEqual({ outcome: 'gone' });
    await upstreamClosed;
    expect(watch.estimatedOutputTokens).toBeGreaterThan(0);
  });

  it('reads no further ahead than the client takes, and gives up a client that takes nothing', async () => {
    let sent = 0;
    const event = Buffer.from(content('x'.repeat(60_000)));
    const { end } = await rig(
      (response) => {
        const push = (): void => {
          while (!response.destroyed && sent < 50_000_000) {
            sent += event.length;
            if (!response.write(event)) {
              response.once('drain', push);
              return;
            }
          }
        };
        push();
      },
      { stallMs: 300 },
    );
    expect(await end).toEqual({ outcome: 'gone' });
    expect(sent).toBeLessThan(25_000_000);
  });
});
