import type { FastifyInstance } from 'fastify';
import { RequestError } from '../errors.js';

/** Announced models. Chat, embedding and rerank accept any other name as well. */
const models = ['sandbox-chat', 'sandbox-chat-large', 'sandbox-echo', 'sandbox-embedding', 'sandbox-rerank'];

export function installModels(server: FastifyInstance): void {
  server.get('/v1/models', () => ({ object: 'list', data: models.map(describe) }));
  server.get<{ Params: { id: string } }>('/v1/models/:id', (request) => {
    const { id } = request.params;
    if (!models.includes(id))
      throw new RequestError(404, `The model '${id}' does not exist.`, 'model_not_found', 'model');
    return describe(id);
  });
}

function describe(id: string) {
  return { id, object: 'model', created: 1735689600, owned_by: 'tradewind-sandbox' };
}
