import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { GatewayRequest } from '../contract/gateway-request.js';
import { Backends } from '../routing/backends.js';
import type { Route } from '../routing/route-table.js';
import { usageOfAnswer } from './answer-usage.js';
import { Bookkeeper } from './bookkeeper.js';
import { type CallRecord, tokenUsage } from './call-record.js';

/** Calls whose answer is one JSON document, which is passed on byte for byte. */
@Injectable()
export class JsonCalls {
  constructor(
    private readonly backends: Backends,
    private readonly bookkeeper: Bookkeeper,
  ) {}

  async answer(call: CallRecord, request: GatewayRequest, route: Route, reply: FastifyReply): Promise<void> {
    const answer = await this.backends.send(call, request, route);
    const bytes = await answer.body.bytes();
    const usage = usageOfAnswer(call, bytes);
    answer.settle(tokenUsage(usage));
    // Committed before a byte of the answer leaves: what the client has, the ledger has.
    await this.bookkeeper.book(call, { outcome: 'ok', status: answer.status, usage });
    // The deadline may have answered while the row was written.
    if (reply.sent) return;
    await reply
      .status(answer.status)
      .headers(await call.rateHeaders())
      .type('application/json; charset=utf-8')
      .send(bytes);
  }
}
