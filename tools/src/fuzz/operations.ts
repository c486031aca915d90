import { z } from 'zod';

/** A schema of OpenAPI 3.0, as far as values are made from it. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  nullable?: boolean;
  enum?: unknown[];
  default?: unknown;
  example?: unknown;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

const SchemaObject = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const Parameter = z.object({ in: z.string(), name: z.string(), schema: SchemaObject.optional() });
const Operation = z.object({
  parameters: z.array(Parameter).default([]),
  requestBody: z
    .object({
      content: z.record(z.string(), z.object({ schema: SchemaObject.optional(), example: z.unknown().optional() })),
    })
    .optional(),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), SchemaObject).default({}) }),
});

export interface PublishedOperation {
  baseUrl: string;
  method: string;
  /** With its parameters in braces. */
  path: string;
  parameters: z.infer<typeof Parameter>[];
  body: { schema: Schema; example: unknown } | undefined;
  /** Of the document it stands in, by name. */
  schemas: Readonly<Record<string, Schema>>;
}

/** Not in the documents, and asked by machines all day. */
const UNPUBLISHED = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/console', '/'];

/** Everything that a service says it answers to, and what it answers to besides. */
export async function publishedOperations(baseUrl: string): Promise<PublishedOperation[]> {
  const answer = await fetch(`${baseUrl}/openapi.json`);
  if (!answer.ok) throw new Error(`${baseUrl}/openapi.json answered ${answer.status}`);
  const { paths, components } = Document.parse(await answer.json());
  const published = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, { parameters, requestBody }]) => {
      const json = requestBody?.content['application/json'];
      return {
        baseUrl,
        method: verb.toUpperCase(),
        path,
        parameters,
        body: json === undefined ? undefined : { schema: json.schema ?? {}, example: json.example },
        schemas: components.schemas,
      };
    }),
  );
  const unpublished = UNPUBLISHED.map((path) => ({
    baseUrl,
    method: 'GET',
    path,
    parameters: [],
    body: undefined,
    schemas: components.schemas,
  }));
  return [...published, ...unpublished];
}
