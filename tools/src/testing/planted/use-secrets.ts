import type { StackDescription } from '../../stack/stack.js';
import type { PlantedSecrets } from './planted-secrets.js';

const EXPOSED = ['/metrics', '/openapi.json', '/healthz', '/readyz'];

/**
 * Uses every planted secret in every way in which it may go wrong, and reads what anybody can read of the services.
 *
 * @returns where one of them stood that must not: `answer to POST /rag/ingest: webhook secret`
 */
export async function useSecrets(product: StackDescription, planted: PlantedSecrets): Promise<string[]> {
  const { edgeUrl, riskUrl, catalogUrl, workerUrl, sandboxUrl, adminKey, apiKey } = product;
  const found: string[] = [];
  const look = async (what: string, url: string, init: RequestInit = {}) => {
    const answer = await fetch(url, init);
    const seen = [...answer.headers].flat().join('\n') + (await answer.text());
    found.push(...planted.foundIn(seen).map((name) => `answer to ${what}: ${name}`));
  };
  const post = (path: string, body: unknown, key = apiKey, method = 'POST') =>
    look(`${method} ${path}`, `${edgeUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  const signature = planted.plant('signature of a link');
  const password = planted.plant('password in a link');
  const webhookSecret = planted.plant('webhook secret');
  const serverKey = planted.plant('key of a server');
  const unknownKey = planted.plant('a key that nobody has', 'tw_');
  const signed = (path: string) => `${sandboxUrl}${path}?X-Amz-Signature=${signature}&Expires=1`;
  const webhook = { url: signed('/no-such-webhook'), secret: webhookSecret };

  // Links with a signature: one that works, one that does not, one that leads to nothing that listens, one with a password.
  for (const url of [
    signed('/oss/spec-sheet.pdf'),
    signed('/oss/missing.pdf'),
    `http://127.0.0.1:1/a.pdf?sig=${signature}`,
  ]) {
    await post('/rag/ingest', { url, webhook });
  }
  await post('/rag/ingest', { url: `http://user:${password}@127.0.0.1:1/a.pdf` });
  await post('/rag/ingest', { url: `file:///${signature}`, webhook: { url: 'nonsense', secret: webhookSecret } });
  await post('/rag/ingest', `{"url":"${signed('/a')}","webhook":{"secret":"${webhookSecret}"`);
  await look('GET /tasks', `${edgeUrl}/tasks?cursor=${signature}`, { headers: { authorization: `Bearer ${apiKey}` } });

  // Keys that are wrong, in the wrong place, or with a wrong request.
  for (const key of [unknownKey, adminKey]) await post('/v1/chat/completions', { model: 'no-such' }, key);
  await post('/shadow-hunter/checks', '{', apiKey);
  for (const key of [unknownKey, apiKey, adminKey]) await post('/admin/keys', { name: 1 }, key);
  await look('GET /nothing', `${edgeUrl}/nothing?api_key=${unknownKey}`, {
    headers: { 'x-request-id': `Bearer ${unknownKey}` },
  });

  // A provider's key, sealed into the settings and refused in several ways.
  const server = { preset: 'openai-compatible', base_url: `${sandboxUrl}/v1`, api_key: { value: serverKey } };
  const sections = `${riskUrl}/admin/settings/servers`;
  const current = (await (await fetch(sections, { headers: { authorization: `Bearer ${adminKey}` } })).json()) as {
    version: number;
    body: Record<string, unknown>;
  };
  for (const body of [
    { planted: { ...server, no_such: 1 } },
    { 'No Name': server },
    { ...current.body, planted: server },
  ]) {
    await post('/admin/settings/servers', { version: current.version, body }, adminKey, 'PUT');
  }
  await post('/admin/settings/servers', { version: 0, body: { planted: server } }, adminKey, 'PUT');
  for (const path of [
    '/admin/settings/servers',
    '/admin/settings/servers/revisions',
    '/admin/audit?limit=100',
    '/admin/keys',
  ]) {
    await look(`GET ${path}`, `${edgeUrl}${path}`, { headers: { authorization: `Bearer ${adminKey}` } });
  }

  for (const [name, url] of Object.entries({ risk: riskUrl, catalog: catalogUrl, worker: workerUrl })) {
    for (const path of EXPOSED) await look(`GET ${path} of ${name}`, `${url}${path}`);
  }
  return found;
}
