import type { Forwarded, Upstream } from '@tradewind/upstream';
import type { CallRecord } from '../calls/call-record.js';
import { bodyFor, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../ledger/usage-row.js';
import { rateLimitHeaders } from '../limits/rate-headers.js';
import type { GatewaySettings } from '../settings/gateway-settings.js';
import type { ModelRouter } from './model-router.js';
import { rejectedRequest } from './rejected-request.js';
import type { Route } from './route-table.js';

const PATH: Record<Endpoint, string> = {
  'chat.completions': '/chat/completions',
  embeddings: '/embeddings',
  rerank: '/rerank',
};

/** An answer that has begun, and the rate-limit headers that go with it. */
export interface BegunAnswer {
  readonly answer: Forwarded;
  readonly rateHeaders: Readonly<Record<string, string>>;
}

/** Sends calls to the servers of their route. */
export class Backends {
  constructor(
    private readonly upstream: Upstream,
    private readonly router: ModelRouter,
    private readonly settings: GatewaySettings,
  ) {}

  /** Resolves when a 2xx answer begins, trying one server after the other. @throws UpstreamError, AppError when the request is at fault */
  send(call: CallRecord, request: GatewayRequest, route: Route): Promise<BegunAnswer> {
    return this.router.firstAnswer(route, async (server) => {
      const backend = this.upstream.backend(server.server);
      call.attempts += 1;
      call.server = server;
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
      const rules = [call.reservation?.status ?? {}, await backend.rateStatus()];
      return { answer, rateHeaders: rateLimitHeaders(rules) };
    });
  }
}
