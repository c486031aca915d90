import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HostileRequest } from './request.js';

/** A caller that has heard nothing for so long calls it a hang: longer than any deadline of a route but those of streams. */
const PATIENCE_MS = 45_000;
/** An endless stream has shown by then what it does. */
const STREAM_MS = 700;
const MAX_ANSWER_BYTES = 2_000_000;
const DRIBBLED_BYTES = 30;
const DRIBBLE_MS = 40;

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

/** What came of a request: an answer, or the words for what came instead. */
export type Delivered = { answer: Answer } | { instead: string };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export function closeConnections(): void {
  agent.destroy();
}

/** Sends it as it wants to be sent. Never throws. */
export async function deliver(hostile: HostileRequest): Promise<Delivered> {
  try {
    return hostile.delivery === 'raw' ? await overBareSocket(hostile) : { answer: await overHttp(hostile) };
  } catch (error) {
    return { instead: error instanceof Error ? error.message : String(error) };
  }
}

function overHttp(hostile: HostileRequest): Promise<Answer> {
  const { baseUrl, method, target, headers, body, from, delivery } = hostile;
  const { hostname, port } = new URL(baseUrl);
  // Names and values one after the other are sent as they are, repeated ones as well.
  const host: [string, string][] = headers.some(([name]) => name === 'host') ? [] : [['host', `${hostname}:${port}`]];
  return new Promise((resolve, reject) => {
    const length: [string, string][] = body === undefined ? [] : [['content-length', String(body.length)]];
    const sent = httpRequest({
      ...{ hostname, port, method, path: target, localAddress: from, agent: delivery === 'whole' ? agent : false },
      headers: [...host, ...headers, ...length].flat(),
    });
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      outcome();
    };
    sent.on('error', (error) => settle(() => reject(error)));
    sent.on('response', (answer) =>
      read(answer).then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
      ),
    );
    void write(sent, hostile);
  });
}

async function write(sent: ClientRequest, { body, delivery }: HostileRequest): Promise<void> {
  if (delivery === 'cut off') {
    sent.write(body?.subarray(0, Math.floor(body.length / 2)) ?? '');
    await delay(20);
    sent.destroy(new Error('cut off on purpose'));
  } else if (delivery === 'dribbled') {
    for (let at = 0; at < Math.min(DRIBBLED_BYTES, body?.length ?? 0) && !sent.destroyed; at += 1) {
      sent.write(body?.subarray(at, at + 1) ?? '');
      await delay(DRIBBLE_MS);
    }
    sent.end(body?.subarray(DRIBBLED_BYTES));
  } else {
    sent.end(body);
  }
}

function read(message: IncomingMessage): Promise<Answer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const isStream = message.headers['content-type']?.startsWith('text/event-stream') === true;
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(enough);
      const text = Buffer.concat(pieces).toString('utf8');
      resolve({ status: message.statusCode ?? 0, headers: message.headers, text });
    };
    const leave = () => {
      done();
      message.destroy();
    };
    const enough = isStream ? setTimeout(leave, STREAM_MS) : undefined;
    message.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > MAX_ANSWER_BYTES) leave();
    });
    message.once('end', done);
    message.once('error', reject);
    message.once('aborted', () => reject(new Error('the answer broke off')));
  });
}

/** The first answer that comes back, if any does: who sends no HTTP may be hung up on. */
function overBareSocket({ baseUrl, body }: HostileRequest): Promise<Delivered> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    const done = () => {
      clearTimeout(enough);
      socket.destroy();
      resolve(parsed(Buffer.concat(pieces).toString('utf8')));
    };
    // A request that never ends is cut by the service's own timer, long after this has left.
    const enough = setTimeout(done, STREAM_MS);
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('error', done);
    socket.on('close', done);
    socket.write(body ?? '');
  });
}

function parsed(text: string): Delivered {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  if (status === undefined) return { instead: text === '' ? 'hung up' : `no HTTP: ${text.slice(0, 80)}` };
  return { answer: { status: Number(status), headers: {}, text: text.slice(text.indexOf('\r\n\r\n') + 4) } };
}
