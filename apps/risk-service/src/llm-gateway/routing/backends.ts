import { Injectable } from '@nestjs/common';
import type { Backend, BackendRequest, Forwarded } from '@tradewind/upstream';
import { AnswerOfCall, type WholeAnswer } from '../calls/answer-of-call.js';
import type { CallRecord } from '../calls/call-record.js';
import { bodyFor, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { ModelRouter } from './model-router.js';
import type { Route, RouteServer } from './route-table.js';

const PATH: Record<Endpoint, string> = {
  'chat.completions': '/chat/completions',
  embeddings: '/embeddings',
  rerank: '/rerank',
};

/** Sends calls to the servers of their route, one after the other until one begins to answer. */
@Injectable()
export class Backends {
  constructor(private readonly router: ModelRouter) {}

  /** Resolves when a 2xx answer begins. @throws UpstreamError, AppError when the request is at fault */
  begun(call: CallRecord, request: GatewayRequest, route: Route): Promise<Forwarded> {
    return this.router.firstAnswer(route, async (server) => {
      const answer = await chosen(call, server).forward({
        ...requestTo(server, call, request),
        stream: true,
        timeouts: { totalMs: call.settings.streamTimeoutMs },
      });
      call.firstByte();
      return answer;
    });
  }

  /** Resolves when a 2xx answer is complete. @throws as {@link begun} */
  whole(call: CallRecord, request: GatewayRequest, route: Route): Promise<WholeAnswer> {
    return this.router.firstAnswer(
      route,
      (server) => chosen(call, server).exchange(requestTo(server, call, request), new AnswerOfCall(call)),
      call,
    );
  }
}

function chosen(call: CallRecord, server: RouteServer): Backend {
  const backend = call.settings.backend(server.server);
  call.attempts += 1;
  call.server = server;
  call.backend = backend;
  return backend;
}

function requestTo({ model }: RouteServer, call: CallRecord, request: GatewayRequest): BackendRequest {
  return {
    path: PATH[call.endpoint],
    body: bodyFor(request, model),
    model,
    tokens: { input: request.inputTokens, maxOutput: call.reservedOutputTokens },
    scope: call.scope,
  };
}
