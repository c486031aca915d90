import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@nestjs/common';
import { currentScope, type CallScope } from '@tradewind/upstream/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswer } from '../errors/error-answer.js';
import { type HeaderList, headersOf } from './header-list.js';

/** One request that is answered on Node's own response. */
export class Exchange {
  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly scope: CallScope,
    /** What every answer to it has: our request id, the headers of security; to be added to. */
    readonly headers: HeaderList,
  ) {}

  /** Whether it is too late for an answer of one's own. */
  get begun(): boolean {
    return this.response.headersSent;
  }

  /** Sends a whole answer with `headers` and its length; nothing when one has begun. */
  send(status: number, contentType: string, body: Buffer | string): void {
    if (this.begun) return;
    const { list } = this.headers;
    const bytes = Buffer.byteLength(body);
    list.push('content-type', contentType, 'content-length', String(bytes));
    this.response.writeHead(status, list);
    // Of a text Node makes one piece with the head, which is written at once; bytes are a second one. What is as long in bytes as
    // it is in characters is ASCII, which need not be encoded.
    if (typeof body === 'string') this.response.end(body, bytes === body.length ? 'latin1' : 'utf8');
    else this.response.end(body);
  }

  /** Sends `error` in the shape of the path. */
  sendError(error: unknown, logger: Logger): void {
    const { scope, request } = this;
    const answer = errorAnswer(error, request.url ?? '', scope.requestId, logger);
    if (this.begun) return;
    this.headers.setAll(answer.headers);
    this.send(answer.status, answer.contentType, answer.body);
  }
}

/** Takes a request over from Fastify, with the headers that its hooks have given the answer. */
export function takeOver(request: FastifyRequest, reply: FastifyReply): Exchange {
  const exchange = new Exchange(request.raw, reply.raw, currentScope(), headersOf(reply));
  reply.hijack();
  return exchange;
}
