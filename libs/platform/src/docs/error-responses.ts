import type { OpenAPIObject } from '@nestjs/swagger';
import { OpenAiError, Problem } from '@tradewind/contracts';
import { z } from 'zod';
import { isOpenAiPath } from '../errors/openai-error.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation can be refused, and always in the same shape: said once here instead of on every route. */
export function describeErrors(document: OpenAPIObject): OpenAPIObject {
  const problem = errorResponse('Problem', 'application/problem+json');
  const openAiError = errorResponse('OpenAiError', 'application/json');
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of operationsOf(item)) {
      operation.responses = { ...operation.responses, default: isOpenAiPath(path) ? openAiError : problem };
    }
  }
  const schemas = {
    ...document.components?.schemas,
    Problem: schemaOf(Problem, 'Problem'),
    OpenAiError: schemaOf(OpenAiError, 'OpenAiError'),
  };
  return { ...document, components: { ...document.components, schemas } };
}

function operationsOf(item: PathItem): Operation[] {
  return METHODS.flatMap((method) => item[method] ?? []);
}

function errorResponse(schema: string, mediaType: string) {
  return {
    description: 'The request was refused or failed; `code` says why.',
    headers: {
      'X-Request-Id': { description: 'Quote it when you report the error.', schema: { type: 'string' } },
      'Retry-After': { description: 'Seconds after which trying again makes sense.', schema: { type: 'integer' } },
    },
    content: { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

/** The schema by itself: one that has an id comes as a reference into a list of definitions. */
function schemaOf(schema: z.ZodType, id: string): SchemaObject {
  const { definitions } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'output',
    // OpenAPI 3.0 knows one example of a schema, JSON Schema a list.
    override: ({ jsonSchema }) => {
      if (jsonSchema.examples === undefined) return;
      Object.assign(jsonSchema, { example: jsonSchema.examples[0] });
      delete jsonSchema.examples;
    },
  });
  const named = z.record(z.string(), z.custom<SchemaObject>()).parse(definitions)[id];
  if (named === undefined) throw new Error(`The schema has no id "${id}".`);
  return named;
}
