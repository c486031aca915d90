import type { FastifyInstance } from 'fastify';
import { generateCatalogue } from './generate.js';

/** The demo catalogue, ready to be posted to the product service in batches. */
export function installCatalogue(server: FastifyInstance): void {
  let body: string | undefined;
  server.get('/catalogue/products.json', (_request, reply) => {
    body ??= JSON.stringify({ products: generateCatalogue() });
    return reply.type('application/json; charset=utf-8').send(body);
  });
}
