import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  addDirectRoute,
  ApiPaths,
  Doorkeeper,
  type Exchange,
  jsonReader,
  PLATFORM_CONFIG,
  type PlatformConfig,
  sendError,
  takeOver,
} from '@tradewind/platform';
import { AnswerMetrics, bindDeadline } from '@tradewind/upstream';
import { TenantThrottle } from '@tradewind/upstream/throttling';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { GatewayService } from '../calls/gateway.service.js';
import { ModelList } from '../models/model-list.js';
import { DoorAnswer, type DoorRoute } from './door-answer.js';
import { gatewayPaths } from './gateway-paths.js';

/** Long answers are normal here: what bounds a call is the silence inside it. A caller may set less with `X-Request-Timeout-Ms`. */
const DEADLINE_MS = 600_000;
const SCOPE = 'gateway';

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/v1/chat/completions': 'chat.completions',
  '/v1/embeddings': 'embeddings',
  '/v1/rerank': 'rerank',
};

/**
 * The OpenAI-compatible door: any client of that API works against it with a tenant's key.
 *
 * Its routes are Fastify's own, and plain requests come past Fastify as well. Nest's way to a handler (guards, interceptors, pipes)
 * costs more than the whole of what the gateway does; the door does the same in plain calls, and waits only for what is not
 * at hand.
 */
@Injectable()
export class GatewayDoor implements OnModuleInit {
  private readonly logger = new Logger(GatewayDoor.name);

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly doorkeeper: Doorkeeper,
    private readonly throttle: TenantThrottle,
    private readonly metrics: AnswerMetrics,
    private readonly gateway: GatewayService,
    private readonly models: ModelList,
    private readonly paths: ApiPaths,
    @Inject(PLATFORM_CONFIG) private readonly config: Pick<PlatformConfig, 'JSON_DEPTH_LIMIT'>,
  ) {}

  onModuleInit(): void {
    for (const [path, item] of Object.entries(gatewayPaths())) this.paths.add(path, item);
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    void server.register((routes, _options, done) => {
      this.addRoutes(routes, server);
      done();
    });
  }

  private addRoutes(routes: FastifyInstance, server: FastifyInstance): void {
    // What is passed on is what the client wrote, so that bodies stay as they came.
    routes.removeContentTypeParser('application/json');
    routes.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    routes.setErrorHandler((error, request, reply) => {
      sendError(request, reply, error, this.logger);
    });
    const read = jsonReader(routes, this.config.JSON_DEPTH_LIMIT);
    for (const [url, endpoint] of Object.entries(ENDPOINTS)) {
      const handle = this.handler(endpoint, (answer) => this.gateway.serve(endpoint, answer, read));
      addDirectRoute(server, { url, deadlineMs: DEADLINE_MS, handle });
      routes.post(url, (request, reply) => {
        handle(bounded(request, reply), Buffer.isBuffer(request.body) ? request.body : undefined);
      });
    }
    const list = this.handler('models', (answer) => {
      answer.send(200, {}, JSON.stringify(this.models.list(answer.scope.appId)));
    });
    routes.get('/v1/models', (request, reply) => list(bounded(request, reply), undefined));
    routes.get<{ Params: { model: string } }>('/v1/models/:model', (request, reply) => {
      const { model } = request.params;
      const get = this.handler('model', (answer) => {
        answer.send(200, {}, JSON.stringify(this.models.get(answer.scope.appId, model)));
      });
      get(bounded(request, reply), undefined);
    });
  }

  /** Lets the caller in, then has the request served; without a promise where nothing has to be waited for. */
  private handler(name: string, serve: (answer: DoorAnswer) => void | Promise<void>) {
    const route: DoorRoute = { handler: `${GatewayDoor.name}.${name}`, metrics: this.metrics, logger: this.logger };
    const begin = (exchange: Exchange, body: Buffer | undefined): void => {
      const answer = new DoorAnswer(route, exchange, body);
      try {
        const serving = serve(answer);
        if (serving instanceof Promise)
          serving.then(
            () => answer.end(),
            (error: unknown) => answer.fail(error),
          );
        else answer.end();
      } catch (error) {
        answer.fail(error);
      }
    };
    return (exchange: Exchange, body: Buffer | undefined): void => {
      try {
        const waiting = this.letIn(exchange);
        if (waiting === undefined) begin(exchange, body);
        else
          waiting.then(
            () => begin(exchange, body),
            (error: unknown) => exchange.sendError(error, this.logger),
          );
      } catch (error) {
        exchange.sendError(error, this.logger);
      }
    };
  }

  /** The key, its scope, and the requests of its tenant. @throws AppError, UpstreamError */
  private letIn({ request, scope, headers }: Exchange): undefined | Promise<void> {
    const waiting = this.doorkeeper.letIn(request.headers.authorization, SCOPE, scope);
    return waiting === undefined
      ? this.throttle.count(scope.tenantId, headers.set)
      : waiting.then(() => this.throttle.count(scope.tenantId, headers.set));
  }
}

/** Takes a request over from Fastify and gives it the deadline of the door, or the caller's own. */
function bounded(request: FastifyRequest, reply: FastifyReply): Exchange {
  const exchange = takeOver(request, reply);
  bindDeadline(exchange.scope, DEADLINE_MS, request.headers);
  return exchange;
}
