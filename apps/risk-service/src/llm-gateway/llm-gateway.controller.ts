import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequiresScope } from '@tradewind/platform';
import { DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayService } from './calls/gateway.service.js';
import { Documented } from './contract/documented.js';
import { chatExample, chatStreamExample, embeddingsExample, rerankExample } from './contract/examples.js';
import { RawBodies } from './contract/raw-bodies.js';
import { ChatCompletionRequest, EmbeddingsRequest, RerankRequest } from './contract/requests.js';
import type { Endpoint } from '../usage/ledger/usage-row.js';
import { ModelList } from './models/model-list.js';

/** Long answers are normal here: what bounds a call is the silence inside it. A caller may set less with `X-Request-Timeout-Ms`. */
const DEADLINE_MS = 600_000;

/** The OpenAI-compatible door: any client of that API works against it with a tenant's key. */
@ApiTags('LLM gateway')
@RequiresScope('gateway')
@Controller('v1')
@DeadlineMs(DEADLINE_MS)
export class LlmGatewayController {
  constructor(
    private readonly gateway: GatewayService,
    private readonly bodies: RawBodies,
    private readonly models: ModelList,
  ) {}

  @Post('chat/completions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer a conversation, as JSON or, with `stream: true`, as server-sent events' })
  @Documented({ request: ChatCompletionRequest, example: chatExample, streamExample: chatStreamExample })
  chat(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: unknown): Promise<void> {
    return this.serve('chat.completions', request, reply, body);
  }

  @Post('embeddings')
  @HttpCode(200)
  @ApiOperation({ summary: 'Turn texts into vectors' })
  @Documented({ request: EmbeddingsRequest, example: embeddingsExample })
  embeddings(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: unknown): Promise<void> {
    return this.serve('embeddings', request, reply, body);
  }

  @Post('rerank')
  @HttpCode(200)
  @ApiOperation({ summary: 'Order documents by how well they answer a query' })
  @Documented({ request: RerankRequest, example: rerankExample })
  rerank(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: unknown): Promise<void> {
    return this.serve('rerank', request, reply, body);
  }

  @Get('models')
  @ApiOperation({ summary: 'The models this gateway serves' })
  listModels() {
    return this.models.list();
  }

  @Get('models/:model')
  @ApiOperation({ summary: 'One model' })
  getModel(@Param('model') model: string) {
    return this.models.get(model);
  }

  private serve(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, body: unknown): Promise<void> {
    return this.gateway.serve(endpoint, body, this.bodies.of(request), reply);
  }
}
