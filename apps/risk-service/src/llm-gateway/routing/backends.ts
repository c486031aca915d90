import { Injectable } from '@nestjs/common';
import type { Forwarded } from '@tradewind/upstream';
import type { CallRecord } from '../calls/call-record.js';
import { bodyFor, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { ModelRouter } from './model-router.js';
import { rejectedRequest } from './rejected-request.js';
import type { Route } from './route-table.js';

const PATH: Record<Endpoint, string> = {
  'chat.completions': '/chat/completions',
  embeddings: '/embeddings',
  rerank: '/rerank',
};

/** Sends calls to the servers of their route. */
@Injectable()
export class Backends {
  constructor(private readonly router: ModelRouter) {}

  /** Resolves when a 2xx answer begins, trying one server after the other. @throws UpstreamError, AppError when the request is at fault */
  send(call: CallRecord, request: GatewayRequest, route: Route): Promise<Forwarded> {
    return this.router.firstAnswer(route, async (server) => {
      const backend = call.settings.backend(server.server);
      call.attempts += 1;
      call.server = server;
      call.backend = backend;
      const begun = backend.forward({
        path: PATH[call.endpoint],
        body: bodyFor(request, server.model),
        stream: request.stream !== undefined,
        model: server.model,
        tokens: { input: request.inputTokens, maxOutput: call.reservedOutputTokens },
        ...(request.stream && { timeouts: { totalMs: call.settings.streamTimeoutMs } }),
      });
      const answer = await begun.catch((error: unknown) => {
        throw rejectedRequest(error) ?? error;
      });
      call.firstByte();
      return answer;
    });
  }
}
