import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { embed } from '../embedding/embed.js';
import { admit, parseBody } from './admission.js';
import type { RateWindows } from './rate-window.js';
import { countTokens } from './tokens.js';

const EmbeddingRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union(
    [z.string().min(1, 'must not be empty'), z.array(z.string().min(1, 'must not be empty')).min(1).max(2048)],
    {
      error: 'must be a non-empty string or an array of 1 to 2048 non-empty strings',
    },
  ),
  dimensions: z.int().min(8).max(4096).default(384),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

export function installEmbeddings(server: FastifyInstance, windows: RateWindows): void {
  server.post('/v1/embeddings', { config: { kind: 'embedding' } }, (request, reply) => {
    const body = parseBody(EmbeddingRequest, request.body);
    const inputs = typeof body.input === 'string' ? [body.input] : body.input;
    const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
    admit(request, reply, windows, { model: body.model, tokens });
    return {
      object: 'list',
      data: inputs.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: encode(embed(text, body.dimensions), body.encoding_format),
      })),
      model: body.model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
  });
}

/** Base64 holds little-endian 32-bit floats, as the official client decodes them. */
function encode(vector: number[], format: 'float' | 'base64'): number[] | string {
  if (format === 'float') return vector;
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}
