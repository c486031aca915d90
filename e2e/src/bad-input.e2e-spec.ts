import { describe, expect, it } from '@jest/globals';
import { OpenAiError, Problem } from '@tradewind/contracts';
import { admin } from './support/admin.js';
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

interface AdminCase {
  title: string;
  method?: string;
  path: string;
  body?: unknown;
  /** Paths of the fields that are named; none where it is not a field that is wrong. */
  fields?: string[];
  status?: number;
  code?: string;
}

const words = (words: unknown) => ({ version: 0, body: { words } });
const ADMIN_CASES: AdminCase[] = [
  // Reports
  { title: 'usage by colour', path: 'usage?group_by=server,colour', fields: ['group_by.1'] },
  { title: 'usage by nothing', path: 'usage?group_by=', fields: ['group_by.0'] },
  { title: 'usage since yesterday', path: 'usage?from=yesterday', fields: ['from'] },
  { title: 'usage from and to no times', path: 'usage?from=1&to=2026-02-30T00:00:00Z', fields: ['from', 'to'] },
  {
    title: 'usage that ends before it begins',
    path: 'usage?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z',
    fields: ['from'],
  },
  { title: 'usage by the minute', path: 'usage?granularity=minute', fields: ['granularity'] },
  { title: 'usage as XML', path: 'usage?format=xml', fields: ['format'] },
  { title: 'usage in pages of none', path: 'usage?limit=0', fields: ['limit'] },
  { title: 'usage in pages of a million', path: 'usage?limit=1000000', fields: ['limit'] },
  { title: 'usage behind a made-up cursor', path: 'usage?cursor=nonsense', code: 'request.cursor_invalid' },
  { title: 'an audit log without end', path: 'audit?limit=all', fields: ['limit'] },
  { title: 'keys behind a made-up cursor', path: 'keys?cursor=nonsense', code: 'request.cursor_invalid' },
  // Settings
  { title: 'a section that is not there', path: 'settings/colours', fields: ['section'] },
  { title: 'a version that is no number', path: 'settings/words/revisions/last', fields: ['version'] },
  { title: 'a version that is not there', path: 'settings/words/revisions/99999', status: 404 },
  { title: 'an edit of nothing', method: 'PUT', path: 'settings/words', body: {}, fields: ['version', 'body'] },
  {
    title: 'an edit with a member nobody knows',
    method: 'PUT',
    path: 'settings/words',
    body: { ...words([]), force: true },
    fields: [''],
  },
  {
    title: 'a dry run that is perhaps one',
    method: 'PUT',
    path: 'settings/words?dry_run=maybe',
    body: words([]),
    fields: ['dry_run'],
  },
  {
    title: 'words that are no list',
    method: 'PUT',
    path: 'settings/words',
    body: words('军火'),
    fields: ['body.words'],
  },
  {
    title: 'two wrong words',
    method: 'PUT',
    path: 'settings/words',
    body: words([{ pattern: 'a', action: 'shout' }, { pattern: 'b', action: 'log', applies_to: 'x' }, {}]),
    fields: ['body.words.0.action', 'body.words.1.applies_to', 'body.words.2.pattern', 'body.words.2.action'],
  },
  {
    title: 'a revert to nowhere',
    method: 'POST',
    path: 'settings/words/revert',
    body: { version: 0, to: -1 },
    fields: ['to'],
  },
  {
    title: 'a negative price',
    method: 'PUT',
    path: 'settings/prices',
    body: { version: 0, body: { currency: 'dollars', models: { 'tradewind-chat': { input_per_million: -1 } } } },
    fields: ['body.currency', 'body.models.tradewind-chat.input_per_million'],
  },
  {
    title: 'a limit without end',
    method: 'PUT',
    path: 'settings/limits',
    body: { version: 0, body: { keys: { requests_per_minute: 'many' }, max_prompt_characters: 0 } },
    fields: ['body.keys.requests_per_minute', 'body.max_prompt_characters'],
  },
  {
    title: 'a route to nothing',
    method: 'PUT',
    path: 'settings/routes',
    body: { version: 0, body: { m: { kind: 'video', servers: [] } } },
    fields: ['body.m.kind', 'body.m.servers'],
  },
  // Tenants, apps and keys
  { title: 'a tenant without a name', method: 'POST', path: 'tenants', body: { name: ' ' }, fields: ['name'] },
  {
    title: 'a tenant that may say nothing',
    method: 'POST',
    path: 'tenants',
    body: { name: 'x', max_prompt_characters: 0 },
    fields: ['max_prompt_characters'],
  },
  { title: 'an unknown tenant', path: 'tenants/tnt_unknown', status: 404, code: 'tenant.not_found' },
  {
    title: 'an app of an unknown tenant',
    method: 'POST',
    path: 'apps',
    body: { tenant_id: 'tnt_unknown', name: 'x' },
    status: 404,
    code: 'tenant.not_found',
  },
  {
    title: 'an app with a budget in no currency',
    method: 'POST',
    path: 'apps',
    body: { tenant_id: 'tnt_unknown', name: 'x', daily_budget: { amount: '-1', currency: 'dollars' } },
    fields: ['daily_budget.amount', 'daily_budget.currency'],
  },
  {
    title: 'an app with a rate of zero',
    method: 'POST',
    path: 'apps',
    body: { tenant_id: 'tnt_unknown', name: 'x', rates: { requests_per_minute: 0 } },
    fields: ['rates.requests_per_minute'],
  },
  { title: 'a key of no app', method: 'POST', path: 'keys', body: {}, fields: ['app_id'] },
  {
    title: 'a key for everything and more',
    method: 'POST',
    path: 'keys',
    body: { app_id: 'app_1', scopes: ['gateway', 'root'], expires_at: 'never' },
    fields: ['scopes.1', 'expires_at'],
  },
  { title: 'the rotation of an unknown key', method: 'POST', path: 'keys/key_x/rotate', body: {}, status: 404 },
  {
    title: 'a rotation with a grace of a year',
    method: 'POST',
    path: 'keys/key_x/rotate',
    body: { grace_seconds: 31_536_000 },
    fields: ['grace_seconds'],
  },
];

describe('bad input under /admin', () => {
  it.each(ADMIN_CASES)('$title → a problem that names what is wrong', async (wrong) => {
    const { method = 'GET', path, body, fields = [], status = 400 } = wrong;
    const answer = await admin(method, path, body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
    const problem = Problem.parse(answer.body);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    if (fields.length > 0) expect(problem.code).toBe('request.invalid');
    else if (wrong.code !== undefined) expect(problem.code).toBe(wrong.code);
    expect(problem.errors?.map((error) => error.path) ?? []).toEqual(fields);
    for (const { message } of problem.errors ?? []) expect(message.length).toBeGreaterThan(5);
    expect(problem.detail.length).toBeGreaterThan(15);
  });

  it('an operator without a name → a problem', async () => {
    const answer = await admin('POST', 'tenants', { name: 'x' }, '<script>');
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.operator_invalid' } });
  });
});
