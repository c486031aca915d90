import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';

interface Documented {
  request: z.ZodType;
  /** An answer as it looks. */
  example: unknown;
  /** An answer may also be a stream of events; how one looks. */
  streamExample?: string;
}

/**
 * Describes an endpoint that reads its body itself: what is refused there leaves a row in the ledger, which a
 * validation pipe in front of the handler would prevent.
 */
export function Documented({ request, example, streamExample }: Documented): MethodDecorator {
  // Without the global registry's names nothing is referred to, and the schema stands by itself.
  const schema = z.toJSONSchema(request, { target: 'openapi-3.0', io: 'input', metadata: z.registry() });
  const examples = z.globalRegistry.get(request)?.examples;
  const stream = { 'text/event-stream': { schema: { type: 'string' }, example: streamExample } };
  return applyDecorators(
    ApiBody({ schema: { ...schema, example: Array.isArray(examples) ? examples[0] : undefined } as object }),
    ApiProduces('application/json', ...(streamExample === undefined ? [] : ['text/event-stream'])),
    ApiOkResponse({
      description: 'The answer of the model, as OpenAI words it',
      headers: {
        'x-ratelimit-remaining-requests': { description: 'Of this key, per minute', schema: { type: 'string' } },
        'x-ratelimit-remaining-tokens': { description: 'Of this key, per minute', schema: { type: 'string' } },
      },
      content: {
        'application/json': { schema: { type: 'object', additionalProperties: true }, example },
        ...(streamExample === undefined ? {} : stream),
      },
    }),
  );
}
