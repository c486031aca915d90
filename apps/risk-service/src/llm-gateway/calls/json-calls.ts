import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { GatewayRequest } from '../contract/gateway-request.js';
import { Backends } from '../routing/backends.js';
import type { Route } from '../routing/route-table.js';
import { type Json, textsOf } from '../stream/chat-texts.js';
import { screenAnswer } from '../words/answer-words.js';
import { blocked } from '../words/word-hits.js';
import { wordListOf } from '../words/word-list.js';
import { parseAnswer, usageOfAnswer } from './answer-usage.js';
import { Bookkeeper } from './bookkeeper.js';
import { type CallRecord, tokenUsage } from './call-record.js';

/** Calls whose answer is one JSON document, which is passed on byte for byte unless a sensitive word has to be masked. */
@Injectable()
export class JsonCalls {
  constructor(
    private readonly backends: Backends,
    private readonly bookkeeper: Bookkeeper,
  ) {}

  async answer(call: CallRecord, request: GatewayRequest, route: Route, reply: FastifyReply): Promise<void> {
    const answer = await this.backends.send(call, request, route);
    const text = (await answer.body.bytes()).toString('utf8');
    const json = parseAnswer(text);
    const usage = usageOfAnswer(call, json);
    answer.settle(tokenUsage(usage));
    let screened: string;
    try {
      screened = screen(call, text, json);
    } catch (error) {
      await this.bookkeeper.bookFailure(call, error, usage);
      throw error;
    }
    // Safe from a crash before a byte of the answer leaves: what the client has, the ledger has.
    await this.bookkeeper.book(call, { outcome: 'ok', status: answer.status, usage });
    // The deadline may have answered while the row was written.
    if (reply.sent) return;
    const headers = call.rateHeaders();
    await reply
      .status(answer.status)
      .headers(headers instanceof Promise ? await headers : headers)
      .type('application/json; charset=utf-8')
      .send(screened);
  }
}

/** @throws AppError `content.blocked` */
function screen(call: CallRecord, text: string, answer: Json): string {
  const matcher = call.endpoint === 'chat.completions' ? wordListOf(call.settings.words).output : undefined;
  if (matcher === undefined) return text;
  return screenAnswer(text, textsOf(answer, 'message'), matcher, (word) => {
    call.wordHits.add(word, 'output');
    if (word.action === 'block') throw blocked('answer');
  });
}
