import { Injectable } from '@nestjs/common';
import { type Exchange, openAiErrorOf, problemOf } from '@tradewind/platform';
import { UpstreamError, type Forwarded } from '@tradewind/upstream';
import type { GatewayRequest, StreamRequest } from '../contract/gateway-request.js';
import { Backends } from '../routing/backends.js';
import type { Route } from '../routing/route-table.js';
import { ChatWatch } from '../stream/chat-watch.js';
import { ClientStream } from '../stream/client-stream.js';
import { relay, type RelayEnd } from '../stream/relay.js';
import { WordGate } from '../words/word-gate.js';
import { blocked } from '../words/word-hits.js';
import { wordListOf } from '../words/word-list.js';
import { Bookkeeper } from './bookkeeper.js';
import { type CallRecord, type CallUsage, tokenUsage } from './call-record.js';

/** Calls whose answer is a stream of events. */
@Injectable()
export class StreamCalls {
  constructor(
    private readonly backends: Backends,
    private readonly bookkeeper: Bookkeeper,
  ) {}

  /**
   * Answers with the upstream's events. Throws only while the client can still be told by status; afterwards a failure
   * is an error frame, and `[DONE]` is left out.
   */
  async answer(
    call: CallRecord,
    request: GatewayRequest,
    stream: StreamRequest,
    route: Route,
    exchange: Exchange,
  ): Promise<void> {
    const client = this.clientOf(call, exchange);
    const watch = new ChatWatch({ clientWantsUsage: stream.wantsUsage, choices: stream.choices });
    try {
      const answer = await this.backends.begun(call, request, route);
      if (!client.committed) exchange.headers.setAll(await call.rateHeaders());
      const end = await relay(answer.body, client, watch, gateFor(call));
      await this.finish(call, client, watch, answer, end);
    } catch (error) {
      if (!client.committed) {
        client.abandon();
        throw error;
      }
      await this.bookkeeper.bookFailure(call, error);
      client.end(errorFrame(call, error));
    }
  }

  /** Settles and books before the last bytes go out: an answer that the client saw end is in the ledger. */
  private async finish(
    call: CallRecord,
    client: ClientStream,
    watch: ChatWatch,
    answer: Forwarded,
    end: RelayEnd,
  ): Promise<void> {
    const usage = usageSeen(call, watch);
    answer.settle(tokenUsage(usage));
    switch (end.outcome) {
      case 'complete':
        await this.bookkeeper.book(call, { outcome: 'ok', status: answer.status, usage });
        client.end(end.tail);
        return;
      case 'failed':
        answer.abort(end.error);
        await this.bookkeeper.bookFailure(call, end.error, usage);
        client.end(end.tail ?? errorFrame(call, end.error));
        return;
      case 'blocked': {
        answer.abort(new UpstreamError('call.cancelled', 'The answer met a sensitive word.'));
        const error = blocked('answer');
        await this.bookkeeper.bookFailure(call, error, usage);
        if (!client.committed) throw error;
        client.end(errorFrame(call, error));
        return;
      }
      case 'gone': {
        const left = new UpstreamError('call.cancelled', 'The client left its stream.');
        answer.abort(left);
        await this.bookkeeper.bookFailure(call, left, usage);
      }
    }
  }

  /** A client that leaves cancels the request's deadline, and with it the call to the upstream: the platform sees to that. */
  private clientOf({ settings }: CallRecord, exchange: Exchange): ClientStream {
    return new ClientStream(exchange.response, {
      keepaliveMs: settings.keepaliveMs,
      stallMs: settings.clientStallMs,
      headers: () => {
        exchange.headers.setAll(STREAM_HEADERS);
        return exchange.headers.list;
      },
    });
  }
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** Undefined when there are no words to look for. */
function gateFor(call: CallRecord): WordGate | undefined {
  const matcher = wordListOf(call.settings.words).output;
  if (matcher === undefined) return undefined;
  return new WordGate(matcher, (word) => {
    call.wordHits.add(word, 'output');
  });
}

/** The upstream's own count when it came, else an estimate of what has passed. */
function usageSeen(call: CallRecord, watch: ChatWatch): CallUsage {
  if (watch.usage) return { kind: 'exact', ...watch.usage };
  return { kind: 'estimated', inputTokens: call.estimatedInputTokens, outputTokens: watch.estimatedOutputTokens };
}

/** What official clients throw as an error when it comes in the middle of a stream. */
function errorFrame(call: CallRecord, error: unknown): Buffer {
  return Buffer.from(`data: ${JSON.stringify(openAiErrorOf(problemOf(error, call.scope.requestId)))}\n\n`);
}
