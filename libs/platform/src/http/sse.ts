import { once } from 'node:events';
import { findScope } from '@tradewind/upstream/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../errors/problem.js';

export interface SseEvent {
  /** Name of the event, for example `progress`. */
  event: string;
  /** Position in the stream; the client sends the last one it saw as `Last-Event-ID` when it comes back. */
  id?: string | number;
  /** Sent as JSON. */
  data: unknown;
}

export interface SseOptions {
  /** How long the stream may be silent before a comment keeps load balancers from cutting it. Default 15 s. */
  keepAliveMs?: number;
  /** How long the client should wait before it reconnects. Default: the client's own choice. */
  retryMs?: number;
}

const KEEP_ALIVE_MS = 15_000;

/** The id of the last event the client saw, when it comes back to a stream. */
export function lastEventId(request: FastifyRequest): string | undefined {
  const value = request.headers['last-event-id'];
  return typeof value === 'string' && value.length <= 200 ? value : undefined;
}

/** Whether the caller asked for a stream of events rather than one answer. */
export function wantsEventStream(request: FastifyRequest): boolean {
  return /\btext\/event-stream\b/i.test(request.headers.accept ?? '');
}

/**
 * Answers with a stream of named events. Resolves when the stream has ended, whoever ended it: the source is told to stop
 * (`return()`) when the client leaves, slow clients slow the source down, and a failure of the source becomes a last event
 * `error` that carries the problem document.
 *
 * An event may come as the string that {@link frame} makes of it, so that one can be made for many listeners.
 *
 * Ask for the reply with `@Res() reply: FastifyReply` and return this promise from the handler. What is to be refused with a
 * status of its own must be refused before: the first byte commits 200.
 */
export async function sseResponse(
  reply: FastifyReply,
  events: AsyncIterable<SseEvent | string>,
  options: SseOptions = {},
): Promise<void> {
  const { raw } = reply;
  const left = new AbortController();
  raw.once('close', () => {
    left.abort();
  });
  reply.hijack();
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  if (options.retryMs !== undefined) raw.write(`retry: ${String(options.retryMs)}\n\n`);
  const keepAlive = setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(': keep-alive\n\n');
  }, options.keepAliveMs ?? KEEP_ALIVE_MS);
  try {
    await pump(events, raw, left.signal);
  } catch (error) {
    if (!left.signal.aborted) {
      const problem = problemOf(error, findScope()?.requestId ?? '');
      raw.write(frame({ event: 'error', data: problem.body }));
    }
  } finally {
    clearInterval(keepAlive);
    raw.end();
  }
}

async function pump(
  events: AsyncIterable<SseEvent | string>,
  raw: FastifyReply['raw'],
  left: AbortSignal,
): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  const gone = new Promise<undefined>((resolve) => {
    if (left.aborted) resolve(undefined);
    left.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), gone]);
      if (next === undefined || next.done) return;
      const text = typeof next.value === 'string' ? next.value : frame(next.value);
      if (!raw.write(text)) await Promise.race([once(raw, 'drain', { signal: left }).catch(() => undefined), gone]);
    }
  } finally {
    // Not awaited: a source that waits for something slow would hold the answer open; it sees the cancelled deadline itself.
    iterator.return?.().catch(() => undefined);
  }
}

/** One event in the format of the HTML standard; a JSON text has no line breaks, so one `data:` line always holds it. */
export function frame(event: SseEvent): string {
  const id = event.id === undefined ? '' : `id: ${String(event.id)}\n`;
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

function headersOf(reply: FastifyReply): Record<string, string | number | string[]> {
  const headers: Record<string, string | number | string[]> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
