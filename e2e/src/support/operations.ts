import { z } from 'zod';
import { call, product } from './product.js';

const Parameter = z.object({ in: z.string(), name: z.string(), required: z.boolean().optional() });
const Operation = z.object({ parameters: z.array(Parameter).default([]), requestBody: z.unknown().optional() });
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

export interface PublishedOperation {
  /** For example `POST /tasks/{task_id}/cancel`. */
  name: string;
  method: string;
  path: string;
  pathParameters: string[];
  takesBody: boolean;
}

/** Every operation that the services publish in their OpenAPI documents, each once. */
export async function publishedOperations(): Promise<PublishedOperation[]> {
  const { riskUrl, catalogUrl } = product();
  const found = new Map<string, PublishedOperation>();
  for (const baseUrl of [riskUrl, catalogUrl]) {
    const { paths } = Document.parse((await call('/openapi.json', { baseUrl, key: null })).body);
    for (const [path, operations] of Object.entries(paths)) {
      for (const [verb, operation] of Object.entries(operations)) {
        const method = verb.toUpperCase();
        const name = `${method} ${path}`;
        const pathParameters = operation.parameters.filter((each) => each.in === 'path').map((each) => each.name);
        found.set(name, { name, method, path, pathParameters, takesBody: operation.requestBody !== undefined });
      }
    }
  }
  return [...found.values()];
}
