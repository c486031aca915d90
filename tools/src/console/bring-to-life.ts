import type { StackDescription } from '../stack/stack.js';

const FILES = ['catalogue-en.pdf', 'catalogue-zh.pdf', 'price-list.pdf', 'encrypted.pdf'];
const LOAD = { scenario: 'reports', requests_per_second: 12, seconds: 20 };

/** Gives the pages something to show: documents, one that failed, and a model that is too slow for what is asked of it. */
export async function bringToLife(stack: StackDescription): Promise<void> {
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.apiKey}` },
      body: JSON.stringify(body),
    });
  for (const file of FILES) await post(`${stack.edgeUrl}/rag/ingest`, { url: `${stack.sandboxUrl}/oss/${file}` });
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  await post(`${stack.sandboxUrl}/dials`, { kind: 'llm', latency_ms: 2_000 });
  await post(`${stack.sandboxUrl}/load`, LOAD);
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  await post(`${stack.sandboxUrl}/dials`, { kind: 'llm', latency_ms: 0 });
}
