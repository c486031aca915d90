import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseBody } from '../openai/admission.js';
import { countTokens } from '../openai/tokens.js';
import { rerank } from './rerank.js';

const Document = z.union([z.string(), z.looseObject({ text: z.string() }).transform((document) => document.text)]);

const RerankRequest = z.looseObject({
  model: z.string().min(1).default('sandbox-rerank'),
  query: z.string().min(1),
  documents: z.array(Document).min(1).max(1000),
  top_n: z.int().min(1).nullish(),
  return_documents: z.boolean().nullish(),
});

/** Cohere's and Jina's rerank; `/v2/rerank` is Cohere's newer address of the same thing. */
export function installRerank(server: FastifyInstance): void {
  for (const path of ['/v1/rerank', '/v2/rerank']) {
    server.post(path, { config: { kind: 'rerank' } }, (request) => {
      const { model, query, documents, top_n, return_documents } = parseBody(RerankRequest, request.body);
      const tokens = documents.reduce((sum, text) => sum + countTokens(text), countTokens(query));
      return {
        id: `rerank-${request.id}`,
        model,
        results: rerank(query, documents)
          .slice(0, top_n ?? documents.length)
          .map((ranked) => ({
            ...ranked,
            ...(return_documents === true && { document: { text: documents[ranked.index] } }),
          })),
        usage: { total_tokens: tokens },
        meta: { api_version: { version: '2' }, billed_units: { search_units: Math.ceil(documents.length / 100) } },
      };
    });
  }
}
