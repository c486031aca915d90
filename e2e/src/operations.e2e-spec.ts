import { describe, expect, it } from '@jest/globals';
import { call, product } from './support/product.js';

const services = () => ({ risk: product().riskUrl, catalog: product().catalogUrl, worker: product().workerUrl });

describe('operating it', () => {
  it('every process is alive, ready and measured without a key', async () => {
    for (const [name, baseUrl] of Object.entries(services())) {
      for (const path of ['/healthz', '/readyz', '/metrics']) {
        const answer = await call(path, { baseUrl, key: null });
        expect({ name, path, status: answer.status }).toEqual({ name, path, status: 200 });
      }
      expect(String((await call('/metrics', { baseUrl, key: null })).body)).toContain('process_cpu_seconds_total');
    }
  });

  it('both services publish an OpenAPI document with their own routes, and a page to read it', async () => {
    const expected = { risk: '/nexus-assess/reports', catalog: '/deal-brain/search' };
    for (const [name, path] of Object.entries(expected) as ['risk' | 'catalog', string][]) {
      const document = await call('/openapi.json', { baseUrl: services()[name], key: null });
      expect(Object.keys((document.body as { paths: object }).paths)).toContain(path);
      expect((await call('/docs', { baseUrl: services()[name], key: null })).status).toBe(200);
    }
  });

  it("keeps the caller's own request id, and makes one otherwise", async () => {
    const kept = await call('/tasks', { headers: { 'x-request-id': 'order-4711' } });
    expect(kept.headers.get('x-request-id')).toBe('order-4711');
    expect((await call('/tasks')).headers.get('x-request-id')).toMatch(/^req_/);
  });
});
