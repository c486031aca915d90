import { describe, expect, it } from '@jest/globals';
import { OpenAiError, Problem } from '@tradewind/contracts';
import { call } from './support/product.js';

interface Case {
  title: string;
  path: string;
  method?: string;
  body?: unknown;
  rawBody?: string;
  headers?: Record<string, string>;
  key?: string | null;
  status: number;
  code?: string;
}

const ORDER = {
  order_value: { amount: '1.00', currency: 'USD' },
  payment_terms: 'prepaid',
  goods: 'tea',
  route: { from: 'Ningbo', to: 'Hamburg' },
};
const INVALID = { status: 400, code: 'request.invalid' };

const CASES: Case[] = [
  { title: 'ingest without a url', path: '/rag/ingest', body: {}, ...INVALID },
  { title: 'ingest of a file: url', path: '/rag/ingest', body: { url: 'file:///etc/passwd' }, ...INVALID },
  {
    title: 'ingest with a broken body',
    path: '/rag/ingest',
    rawBody: '{"url":',
    status: 400,
    code: 'request.malformed',
  },
  {
    title: 'a search that nests too deep',
    path: '/deal-brain/search',
    rawBody: `{"query":${'['.repeat(50_000)}`,
    status: 400,
    code: 'request.too_deep',
  },
  {
    title: 'a check that nests too deep',
    path: '/shadow-hunter/checks',
    rawBody: `{"company_name":${'{"a":'.repeat(50_000)}`,
    status: 400,
    code: 'request.too_deep',
  },
  {
    title: 'ingest with a body that is not JSON',
    path: '/rag/ingest',
    rawBody: 'hello',
    headers: { 'content-type': 'application/xml' },
    status: 415,
  },
  { title: 'an unknown task', path: '/tasks/task_unknown', status: 404, code: 'task.not_found' },
  {
    title: 'a task list with a tampered cursor',
    path: '/tasks?cursor=%00nonsense',
    status: 400,
    code: 'request.cursor_invalid',
  },
  { title: 'a task list with a limit of a million', path: '/tasks?limit=1000000', ...INVALID },
  { title: 'an unknown document', path: '/rag/documents/doc_unknown', status: 404, code: 'document.not_found' },
  { title: 'a query without text', path: '/rag/query', body: { query: '   ' }, ...INVALID },
  { title: 'a search without a query', path: '/deal-brain/search', body: {}, ...INVALID },
  { title: 'a search for a list', path: '/deal-brain/search', body: { query: ['a'] }, ...INVALID },
  {
    title: 'a price filter without a currency',
    path: '/deal-brain/search',
    body: { query: 'a', filters: { price_max: 3 } },
    ...INVALID,
  },
  {
    title: 'a search in an unknown order',
    path: '/deal-brain/search',
    body: { query: 'a', sort: 'random' },
    ...INVALID,
  },
  {
    title: 'a search for an unknown facet',
    path: '/deal-brain/search',
    body: { query: 'a', facets: ['colour'] },
    ...INVALID,
  },
  {
    title: 'a search with a cursor of no search',
    path: '/deal-brain/search',
    body: { query: 'a', cursor: 'nonsense' },
    status: 400,
    code: 'request.cursor_invalid',
  },
  {
    title: 'events of no product',
    path: '/deal-brain/events',
    body: { events: [{ buyer_id: 'b', kind: 'view' }] },
    ...INVALID,
  },
  {
    title: 'one synonym alone',
    path: '/deal-brain/synonyms',
    method: 'PUT',
    body: { groups: [{ terms: ['a'] }] },
    ...INVALID,
  },
  {
    title: 'a boost of a thousand',
    path: '/deal-brain/boosts',
    method: 'PUT',
    body: { boosts: [{ when: { brand: 'a' }, factor: 1000 }] },
    ...INVALID,
  },
  { title: 'a product list with a limit of 0', path: '/deal-brain/products?limit=0', ...INVALID },
  {
    title: 'a CSV file without a column for names',
    path: '/deal-brain/products',
    method: 'PUT',
    rawBody: 'sku,colour\nA,red\n',
    headers: { 'content-type': 'text/csv' },
    status: 400,
    code: 'import.csv_invalid',
  },
  {
    title: 'NDJSON where it is not taken',
    path: '/deal-brain/search',
    rawBody: '{"query":"a"}',
    headers: { 'content-type': 'application/x-ndjson' },
    status: 415,
    code: 'request.unsupported_media_type',
  },
  { title: 'recommendations for nothing', path: '/deal-brain/recommendations', body: {}, ...INVALID },
  {
    title: 'recommendations for two things at once',
    path: '/deal-brain/recommendations',
    body: { inquiry: 'a', product_id: 'b' },
    ...INVALID,
  },
  {
    title: 'recommendations for an unknown product',
    path: '/deal-brain/recommendations',
    body: { product_id: 'prd_unknown' },
    status: 404,
    code: 'product.not_found',
  },
  { title: 'an empty upsert', path: '/deal-brain/products', method: 'PUT', body: { products: [] }, ...INVALID },
  {
    title: 'a product with a price that is no number',
    path: '/deal-brain/products',
    method: 'PUT',
    body: { products: [{ sku: 'a', name: 'b', price: { amount: 'cheap', currency: 'USD' } }] },
    ...INVALID,
  },
  { title: 'a check without a country', path: '/shadow-hunter/checks', body: { company_name: 'A' }, ...INVALID },
  { title: 'an unknown check', path: '/shadow-hunter/checks/chk_unknown', status: 404, code: 'check.not_found' },
  { title: 'a report on nothing', path: '/nexus-assess/reports', body: ORDER, ...INVALID },
  {
    title: 'a report on an unknown check',
    path: '/nexus-assess/reports',
    body: { ...ORDER, check_id: 'chk_unknown' },
    status: 404,
    code: 'check.not_found',
  },
  { title: 'an unknown report', path: '/nexus-assess/reports/rpt_unknown', status: 404, code: 'report.not_found' },
  { title: 'an unknown route', path: '/no/such/route', status: 404, code: 'route.not_found' },
  {
    title: 'an unknown route of the catalogue',
    path: '/deal-brain/no/such/route',
    status: 404,
    code: 'route.not_found',
  },
  { title: 'no key', path: '/tasks', key: null, status: 401, code: 'auth.missing_key' },
  {
    title: 'a wrong key',
    path: '/tasks',
    key: 'tw_0000000000000000000000000000000000000000',
    status: 401,
    code: 'auth.invalid_key',
  },
  {
    title: 'no key on the other service',
    path: '/shadow-hunter/checks',
    key: null,
    status: 401,
    code: 'auth.missing_key',
  },
  {
    title: 'an unusable deadline',
    path: '/deal-brain/search',
    body: { query: 'a' },
    headers: { 'x-request-timeout-ms': 'soon' },
    status: 400,
  },
];

describe('bad input outside /v1', () => {
  it.each(CASES)(
    '$title → $status with a code and a sentence that helps',
    async ({ status, code, title: _title, ...request }) => {
      const answer = await call(request.path, request);
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
      const problem = Problem.parse(answer.body);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      if (code !== undefined) expect(problem.code).toBe(code);
      expect(problem.detail.length).toBeGreaterThan(15);
      expect(problem.request_id).toBe(answer.headers.get('x-request-id'));
      if (code === 'request.invalid') expect(problem.errors?.length).toBeGreaterThan(0);
    },
  );

  it('a body over the limit → 413', async () => {
    const answer = await call('/rag/query', { body: { query: 'x'.repeat(2 * 1024 * 1024) } });
    expect({ status: answer.status, code: Problem.parse(answer.body).code }).toMatchObject({ status: 413 });
  });
});

const MESSAGES = [{ role: 'user', content: 'Hello' }];
const CHAT_CASES: Case[] = [
  { title: 'no messages', path: '/v1/chat/completions', body: { model: 'tradewind-chat' }, status: 400 },
  {
    title: 'an unknown role',
    path: '/v1/chat/completions',
    body: { model: 'tradewind-chat', messages: [{ role: 'wizard', content: 'a' }] },
    status: 400,
  },
  {
    title: 'a temperature of 3',
    path: '/v1/chat/completions',
    body: { model: 'tradewind-chat', messages: MESSAGES, temperature: 3 },
    status: 400,
  },
  {
    title: 'a prompt of 10,001 characters',
    path: '/v1/chat/completions',
    body: { model: 'tradewind-chat', messages: [{ role: 'user', content: 'x'.repeat(10_001) }] },
    status: 400,
  },
  {
    title: 'an unknown model',
    path: '/v1/chat/completions',
    body: { model: 'no-such-model', messages: MESSAGES },
    status: 404,
  },
  { title: 'broken JSON', path: '/v1/chat/completions', rawBody: '{', status: 400 },
  {
    title: 'no key',
    path: '/v1/chat/completions',
    body: { model: 'tradewind-chat', messages: MESSAGES },
    key: null,
    status: 401,
  },
  { title: 'an unknown route', path: '/v1/no-such-thing', body: {}, status: 404 },
];

describe('bad input under /v1', () => {
  it.each(CHAT_CASES)("$title → $status in OpenAI's shape", async ({ status, title: _title, ...request }) => {
    const answer = await call(request.path, request);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
    expect(OpenAiError.parse(answer.body).error.message.length).toBeGreaterThan(10);
  });

  it.each(['/v1/chat/completions', '/v1/embeddings', '/v1/rerank'])(
    '%s → 400 for JSON that nests too deep',
    async (path) => {
      const answer = await call(path, { rawBody: `{"model":"tradewind-chat","metadata":${'['.repeat(50_000)}` });
      expect(answer.status).toBe(400);
      expect(OpenAiError.parse(answer.body).error.code).toBe('request.too_deep');
    },
  );

  it('names the models there are when one is unknown', async () => {
    const answer = await call('/v1/chat/completions', { body: { model: 'no-such-model', messages: MESSAGES } });
    expect(OpenAiError.parse(answer.body).error.message).toContain('tradewind-chat');
  });
});
