import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ApiPaths,
  Doorkeeper,
  type JsonReader,
  jsonReader,
  PLATFORM_CONFIG,
  type PlatformConfig,
  sendError,
} from '@tradewind/platform';
import { AnswerMetrics, bindDeadline, currentScope, type CallScope } from '@tradewind/upstream';
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
 * Its routes are Fastify's own. Nest's way to a handler (guards, interceptors, pipes) costs more than the whole of what the
 * gateway does; the door does the same in plain calls, and waits only for what is not at hand.
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
      this.addRoutes(routes);
      done();
    });
  }

  private addRoutes(routes: FastifyInstance): void {
    // What is passed on is what the client wrote, so that bodies stay as they came.
    routes.removeContentTypeParser('application/json');
    routes.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    routes.setErrorHandler((error, request, reply) => {
      sendError(request, reply, error, this.logger);
    });
    const read = jsonReader(routes, this.config.JSON_DEPTH_LIMIT);
    for (const [path, endpoint] of Object.entries(ENDPOINTS)) routes.post(path, this.endpoint(endpoint, read));
    routes.get(
      '/v1/models',
      this.handler('models', (answer) => {
        answer.send(200, {}, JSON.stringify(this.models.list(answer.scope.appId)));
      }),
    );
    routes.get<{ Params: { model: string } }>(
      '/v1/models/:model',
      this.handler('model', (answer) => {
        answer.send(200, {}, JSON.stringify(this.models.get(answer.scope.appId, modelOf(answer.request))));
      }),
    );
  }

  private endpoint(endpoint: Endpoint, read: JsonReader) {
    return this.handler(endpoint, (answer) => this.gateway.serve(endpoint, answer, read));
  }

  /** Lets the caller in, then has the request served; without a promise where nothing has to be waited for. */
  private handler(name: string, serve: (answer: DoorAnswer) => void | Promise<void>) {
    const route: DoorRoute = { handler: `${GatewayDoor.name}.${name}`, metrics: this.metrics, logger: this.logger };
    const begin = (request: FastifyRequest, reply: FastifyReply, scope: CallScope): void => {
      bindDeadline(scope, DEADLINE_MS, request.headers);
      const answer = new DoorAnswer(route, request, reply, scope);
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
    return (request: FastifyRequest, reply: FastifyReply): void => {
      const scope = currentScope();
      const refuse = (error: unknown): void => {
        sendError(request, reply, error, this.logger);
      };
      try {
        const waiting = this.letIn(request, reply, scope);
        if (waiting === undefined) begin(request, reply, scope);
        else waiting.then(() => begin(request, reply, scope), refuse);
      } catch (error) {
        refuse(error);
      }
    };
  }

  /** The key, its scope, and the requests of its tenant. @throws AppError, UpstreamError */
  private letIn(request: FastifyRequest, reply: FastifyReply, scope: CallScope): undefined | Promise<void> {
    const count = (): undefined | Promise<void> =>
      this.throttle.count(scope.tenantId, (name, value) => void reply.header(name, value));
    const waiting = this.doorkeeper.letIn(request.headers.authorization, SCOPE, scope);
    return waiting === undefined ? count() : waiting.then(count);
  }
}

function modelOf({ params }: FastifyRequest): string {
  return typeof params === 'object' && params !== null && 'model' in params ? String(params.model) : '';
}
