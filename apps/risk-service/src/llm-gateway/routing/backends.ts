import type { Forwarded, Upstream } from '@tradewind/upstream';
import type { CallRecord } from '../calls/call-record.js';
import { bodyFor, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import type { GatewaySettings } from '../settings/gateway-settings.js';
import type { ModelRouter } from './model-router.js';
import { rejectedRequest } from './rejected-request.js';
import type { Route } from './route-table.js';

const PATH: Record<Endpoint, string> = {
  'chat.completions': '/chat/completions',
  embeddings: '/embeddings',
  rerank: '/rerank',
};

/** Sends calls to the servers of their route. */
export class Backends {
  constructor(
    private readonly upstream: Upstream,
    private readonly router: ModelRouter,
    private readonly settings: GatewaySettings,
  ) {}

  /** Resolves when a 2xx answer begins, trying one server after the other. @throws UpstreamError, AppError when the request is at fault */
  send(call: CallRecord, request: GatewayRequest, route: Route): Promise<Forwarded> {
    return this.router.firstAnswer(route, async (server) => {
      const backend = this.upstream.backend(server.server);
      call.attempts += 1;
      call.server = server;
      call.backend = backend;
      const begun = backend.forward({
        path: PATH[call.endpoint],
        body: bodyFor(request, server.model),
        stream: request.stream !== undefined,
        model: server.model,
        tokens: { input: request.inputTokens, maxOutput: call.reservedOutputTokens },
        ...(request.stream && { timeouts: { totalMs: this.settings.streamTimeoutMs } }),
      });
      const answer = await begun.catch((error: unknown) => {
        throw rejectedRequest(error) ?? error;
      });
      call.firstByte();
      return answer;
    });
  }
}
