import { ChatCompletionRequest } from '@tradewind/contracts';
import { z } from 'zod';

export { ChatCompletionRequest };

const Model = z.string().min(1).max(200);
const Tokens = z.array(z.int().min(0)).min(1);

/** The part of OpenAI's embeddings contract that the gateway relies on; other fields are passed on as they are. */
export const EmbeddingsRequest = z
  .looseObject({
    model: Model,
    input: z.union(
      [z.string().min(1), z.array(z.string().min(1)).min(1).max(2048), Tokens, z.array(Tokens).min(1).max(2048)],
      {
        error: 'must be a text that is not empty, a list of 1 to 2048 such texts, or tokens',
      },
    ),
  })
  .meta({ id: 'EmbeddingsRequest', examples: [{ model: 'tradewind-embed', input: ['stainless steel bottle'] }] });
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>;

/** Rerank in the form that Cohere and Jina share; other fields are passed on as they are. */
export const RerankRequest = z
  .looseObject({
    model: Model,
    query: z.string().min(1),
    documents: z
      .array(z.union([z.string(), z.looseObject({ text: z.string() })]))
      .min(1)
      .max(1000),
    top_n: z.int().min(1).nullish(),
  })
  .meta({
    id: 'RerankRequest',
    examples: [{ model: 'tradewind-rerank', query: 'steel bottle', documents: ['Glass jar', 'Steel bottle 500 ml'] }],
  });
export type RerankRequest = z.infer<typeof RerankRequest>;
