// Embedding model and reranker of the benchmark, in a process of their own: the benchmark's embeddings, any order, and the time
// a paid service takes.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../support/random.js';
import { embedding } from './embedding.js';

/** Median, and how many times as long the slowest in a hundred take. */
const EMBEDDING = { p50Ms: 60, p99Ms: 200 };
const RERANK = { p50Ms: 120, p99Ms: 400 };
/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.326;

const random = seededRandom(7);
const server = createServer((request, response) => {
  void answer(request).then((body) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));

async function answer(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as { input?: string | string[]; documents?: unknown[] };
  if (asked.documents !== undefined) {
    await delay(logNormalMs(RERANK));
    return { results: asked.documents.map((_, index) => ({ index, relevance_score: 1 / (index + 1) })) };
  }
  await delay(logNormalMs(EMBEDDING));
  const data = [asked.input ?? []].flat().map((text, index) => ({ index, embedding: embedding(text) }));
  return { data, model: 'bench', usage: { prompt_tokens: data.length, total_tokens: data.length } };
}

function logNormalMs({ p50Ms, p99Ms }: { p50Ms: number; p99Ms: number }): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return p50Ms * Math.exp((Math.log(p99Ms / p50Ms) / Z99) * normal);
}
