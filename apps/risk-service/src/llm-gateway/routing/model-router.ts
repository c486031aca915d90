import { AppError } from '@tradewind/platform';
import { isUpstreamError, type UpstreamErrorCode } from '@tradewind/upstream';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { attemptOrder } from './attempt-order.js';
import { rejectedRequest } from './rejected-request.js';
import type { Route, RouteKind, RouteServer, RouteTable } from './route-table.js';

const KIND: Record<Endpoint, RouteKind> = { 'chat.completions': 'chat', embeddings: 'embedding', rerank: 'rerank' };

/** Failures of one server that another one may well not have. Nothing of an answer has arrived when they are thrown. */
const ANOTHER_SERVER_MAY_HELP: ReadonlySet<UpstreamErrorCode> = new Set<UpstreamErrorCode>([
  'capacity.queue_full',
  'capacity.wait_too_long',
  'capacity.evicted',
  'quota.requests',
  'quota.tokens',
  'breaker.open',
  'upstream.timeout',
  'upstream.unreachable',
  'upstream.rate_limited',
  'upstream.failed',
  'upstream.malformed',
]);

/** Which models an endpoint serves, and in which order their servers are tried. */
export class ModelRouter {
  constructor(private readonly random: () => number = Math.random) {}

  /**
   * The route of a model in a caller's table.
   * @throws AppError 404 `model_not_found` (OpenAI's own code, which clients look for) with the names that are allowed
   */
  routeFor(table: RouteTable, endpoint: Endpoint, model: string): Route {
    const kind = KIND[endpoint];
    const route = table.find(model);
    if (route?.kind === kind) return route;
    const allowed = table.list().filter((other) => other.kind === kind);
    const names = allowed.map((other) => other.model).join(', ');
    throw new AppError({
      code: 'model_not_found',
      status: 404,
      detail: `There is no model "${model.slice(0, 80)}" here for ${endpoint}. Allowed: ${names || 'none'}.`,
      errors: [{ path: 'model', message: `must be one of ${names}` }],
    });
  }

  /**
   * Tries the servers of a route until one begins to answer.
   *
   * @param attempt resolves when an answer has begun
   * @param call whose answer may have begun although the attempt fails; from then on there is no going back
   * @throws whatever the last server failed with, or of several refusals the one that asks for the shortest wait
   */
  async firstAnswer<T>(
    route: Route,
    attempt: (server: RouteServer) => Promise<T>,
    call?: { readonly begun: boolean },
  ): Promise<T> {
    let soonest: unknown;
    for (const server of attemptOrder(route.servers, this.random)) {
      try {
        return await attempt(server);
      } catch (error) {
        if (!isUpstreamError(error) || !ANOTHER_SERVER_MAY_HELP.has(error.code) || call?.begun === true) {
          throw rejectedRequest(error) ?? error;
        }
        soonest = sooner(soonest, error);
      }
    }
    throw soonest;
  }
}

function sooner(known: unknown, error: unknown): unknown {
  return waitOf(known) < waitOf(error) ? known : error;
}

function waitOf(error: unknown): number {
  return (isUpstreamError(error) ? error.retryAfterMs : undefined) ?? Infinity;
}
