import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { ChatCompletionRequest, EmbeddingsRequest, RerankRequest } from '../contract/requests.js';
import { chatExample, chatStreamExample, embeddingsExample, modelExample, rerankExample } from './examples.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['post']>;
type Response = Operation['responses'][string];

interface Described {
  id: string;
  summary: string;
  /** An answer as it looks. */
  example: unknown;
  request?: z.ZodType;
  /** An answer may also be a stream of events; how one looks. */
  streamExample?: string;
}

/** The gateway's routes for the API document. */
export function gatewayPaths(): Record<string, PathItem> {
  return {
    '/v1/chat/completions': {
      post: operation({
        id: 'chat',
        summary: 'Answer a conversation, as JSON or, with `stream: true`, as server-sent events',
        request: ChatCompletionRequest,
        example: chatExample,
        streamExample: chatStreamExample,
      }),
    },
    '/v1/embeddings': {
      post: operation({
        id: 'embeddings',
        summary: 'Turn texts into vectors',
        request: EmbeddingsRequest,
        example: embeddingsExample,
      }),
    },
    '/v1/rerank': {
      post: operation({
        id: 'rerank',
        summary: 'Order documents by how well they answer a query',
        request: RerankRequest,
        example: rerankExample,
      }),
    },
    '/v1/models': {
      get: operation({
        id: 'listModels',
        summary: 'The models this gateway serves',
        example: { object: 'list', data: [modelExample] },
      }),
    },
    '/v1/models/{model}': {
      get: {
        ...operation({ id: 'getModel', summary: 'One model', example: modelExample }),
        parameters: [{ name: 'model', in: 'path', required: true, schema: { type: 'string' } }],
      },
    },
  };
}

function operation({ id, summary, request, example, streamExample }: Described): Operation {
  return {
    operationId: `LlmGateway_${id}`,
    tags: ['LLM gateway'],
    summary,
    parameters: [],
    ...(request !== undefined && { requestBody: requestBody(request) }),
    responses: { 200: answer(example, streamExample) },
  };
}

function requestBody(request: z.ZodType): NonNullable<Operation['requestBody']> {
  // Without the global registry's names nothing is referred to, and the schema stands by itself.
  const schema = z.toJSONSchema(request, { target: 'openapi-3.0', io: 'input', metadata: z.registry() });
  const examples = z.globalRegistry.get(request)?.examples;
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return { required: true, content: { 'application/json': { schema: { ...schema, example } as object } } };
}

function answer(example: unknown, streamExample: string | undefined): Response {
  return {
    description: 'The answer of the model, as OpenAI words it',
    headers: {
      'x-ratelimit-remaining-requests': { description: 'Of this key, per minute', schema: { type: 'string' } },
      'x-ratelimit-remaining-tokens': { description: 'Of this key, per minute', schema: { type: 'string' } },
    },
    content: {
      'application/json': { schema: { type: 'object', additionalProperties: true }, example },
      ...(streamExample !== undefined && {
        'text/event-stream': { schema: { type: 'string' }, example: streamExample },
      }),
    },
  };
}
