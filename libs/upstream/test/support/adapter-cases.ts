import type { IncomingHttpHeaders } from 'node:http';
import type { ProviderKind, ProviderOptions, Upstream } from '../../src/index.js';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  json: unknown;
}

/** One adapter under contract: how it is configured, called and answered, and what it must make of the answer. */
export interface AdapterCase {
  kind: ProviderKind;
  preset: ProviderOptions['preset'];
  call(upstream: Upstream): Promise<unknown>;
  /** What a well-behaved server answers. */
  answer: unknown;
  result: unknown;
  request: { method: string; path: string; key: Record<string, string>; json?: unknown };
  /** Well-formed JSON that is not as agreed. */
  broken: unknown[];
}

export const USE = 'test.use';

const bearer = { authorization: 'Bearer the-key' };
const MESSAGES = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'Hello' },
];

function llm(
  preset: ProviderOptions['preset'],
  maxTokensField: string,
  responseFormat: unknown,
  system: unknown,
): AdapterCase {
  return {
    kind: 'llm',
    preset,
    call: (upstream) =>
      upstream.llm(USE).complete({
        messages: MESSAGES,
        maxOutputTokens: 50,
        temperature: 0,
        responseSchema: { name: 'greeting', schema: { type: 'object' } },
      }),
    answer: {
      model: 'model-1-2026',
      choices: [{ message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 2 },
    },
    result: {
      content: '{}',
      finishReason: 'stop',
      model: 'model-1-2026',
      usage: { inputTokens: 7, outputTokens: 2, exact: true },
    },
    request: {
      method: 'POST',
      path: '/base/chat/completions',
      key: bearer,
      json: {
        model: 'model-1',
        messages: [{ role: 'system', content: system }, MESSAGES[1]],
        [maxTokensField]: 50,
        temperature: 0,
        response_format: responseFormat,
      },
    },
    broken: [
      [],
      {},
      { choices: [] },
      { choices: [{}] },
      { choices: [{ message: { content: 7 }, finish_reason: 'stop' }] },
      { choices: [{ message: { content: 'half' }, finish_reason: null }] },
    ],
  };
}

const bySchema = { type: 'json_schema', json_schema: { name: 'greeting', schema: { type: 'object' }, strict: true } };
const inWords =
  'Be brief.\n\nAnswer with one JSON object that follows this JSON schema, and nothing else:\n{"type":"object"}';

function embedding(preset: ProviderOptions['preset'], dimensions: boolean): AdapterCase {
  return {
    kind: 'embedding',
    preset,
    call: (upstream) => upstream.embedding(USE).embed(['one', 'two']),
    answer: {
      model: 'model-1',
      data: [
        { index: 1, embedding: [0, 1] },
        { index: 0, embedding: [1, 0] },
      ],
      usage: { prompt_tokens: 2 },
    },
    result: {
      vectors: [
        [1, 0],
        [0, 1],
      ],
      model: 'model-1',
      usage: { inputTokens: 2, outputTokens: 0, exact: true },
    },
    request: {
      method: 'POST',
      path: '/base/embeddings',
      key: bearer,
      json: {
        model: 'model-1',
        input: ['one', 'two'],
        encoding_format: 'float',
        ...(dimensions ? { dimensions: 2 } : {}),
      },
    },
    broken: [
      [],
      {},
      { data: [{ index: 0, embedding: [1, 0] }] },
      {
        data: [
          { index: 0, embedding: [1, 0] },
          { index: 0, embedding: [1, 0] },
        ],
      },
      {
        data: [
          { index: 0, embedding: [1, 0] },
          { index: 5, embedding: [1, 0] },
        ],
      },
      {
        data: [
          { index: 0, embedding: [1, 0] },
          { index: 1, embedding: [1, 0, 0] },
        ],
      },
      {
        data: [
          { index: 0, embedding: [1, 0] },
          { index: 1, embedding: [1, 'x'] },
        ],
      },
      {
        data: [
          { index: 0, embedding: [1, 0] },
          { index: 1, embedding: 'AAAA' },
        ],
      },
    ],
  };
}

const featureExtraction: AdapterCase = {
  kind: 'embedding',
  preset: 'huggingface',
  call: (upstream) => upstream.embedding(USE).embed(['one', 'two']),
  answer: [
    [1, 0],
    [0, 1],
  ],
  result: {
    vectors: [
      [1, 0],
      [0, 1],
    ],
    model: 'model-1',
    usage: { inputTokens: 2, outputTokens: 0, exact: false },
  },
  request: {
    method: 'POST',
    path: '/base/model-1/pipeline/feature-extraction',
    key: bearer,
    json: { inputs: ['one', 'two'] },
  },
  broken: [
    {},
    [],
    [[1, 0]],
    [[1, 0], [1]],
    [
      [1, 0],
      [null, 1],
    ],
  ],
};

const RANKING = [
  { index: 2, relevance_score: 0.1 },
  { index: 0, relevance_score: 0.9 },
];
const BAD_RANKINGS = [
  {},
  [{ index: 3, relevance_score: 1 }],
  [{ index: -1, relevance_score: 1 }],
  [{ index: 0.5, relevance_score: 1 }],
  [{ index: 0 }],
  [
    { index: 0, relevance_score: 1 },
    { index: 0, relevance_score: 1 },
  ],
];

function rerank(
  preset: ProviderOptions['preset'],
  path: string,
  json: unknown,
  wrap: (results: unknown) => unknown,
): AdapterCase {
  return {
    kind: 'rerank',
    preset,
    call: (upstream) => upstream.reranker(USE).rerank({ query: 'cup', documents: ['a', 'b', 'c'], topN: 2 }),
    answer: wrap(RANKING),
    result: {
      results: [
        { index: 0, score: 0.9 },
        { index: 2, score: 0.1 },
      ],
    },
    request: { method: 'POST', path, key: bearer, json },
    broken: [[], {}, ...BAD_RANKINGS.map(wrap)],
  };
}

const flatRerank = { model: 'model-1', query: 'cup', documents: ['a', 'b', 'c'], top_n: 2 };

const HIT = {
  title: 'Acme Ltd',
  url: 'https://acme.example/',
  snippet: 'Makes cups.',
  publishedAt: '2026-02-03T00:00:00.000Z',
};

function search(
  preset: ProviderOptions['preset'],
  request: AdapterCase['request'],
  names: { title: string; url: string; snippet: string; date: string },
  wrap: (hits: unknown) => unknown,
): AdapterCase {
  const written = { [names.title]: HIT.title, [names.url]: HIT.url, [names.snippet]: HIT.snippet };
  return {
    kind: 'search',
    preset,
    call: (upstream) => upstream.search(USE).search({ query: 'Acme 杯子', limit: 3, country: 'DE', language: 'en' }),
    answer: wrap([
      { ...written, [names.date]: '2026-02-03' },
      { ...written, [names.date]: '3 days ago' },
      { ...written, [names.url]: 'javascript:alert(1)' },
      'nonsense',
    ]),
    result: { results: [HIT, { ...HIT, publishedAt: null }] },
    request,
    broken: [[], { nothing: 1 }, wrap({}), wrap('x')].filter(
      (answer) => preset !== 'bing' || Array.isArray(answer) || !('nothing' in Object(answer)),
    ),
  };
}

export const ADAPTERS: AdapterCase[] = [
  llm('openai', 'max_completion_tokens', bySchema, 'Be brief.'),
  llm('gemini', 'max_tokens', bySchema, 'Be brief.'),
  llm('cloudflare', 'max_tokens', bySchema, 'Be brief.'),
  llm('dashscope', 'max_tokens', { type: 'json_object' }, inWords),
  llm('deepseek', 'max_tokens', { type: 'json_object' }, inWords),
  llm('openrouter', 'max_tokens', bySchema, 'Be brief.'),
  llm('huggingface', 'max_tokens', bySchema, 'Be brief.'),
  llm('openai-compatible', 'max_tokens', bySchema, 'Be brief.'),
  embedding('openai', true),
  embedding('gemini', true),
  embedding('cloudflare', false),
  embedding('dashscope', true),
  embedding('deepseek', false),
  embedding('openrouter', true),
  embedding('openai-compatible', true),
  featureExtraction,
  rerank('cohere', '/base/rerank', flatRerank, (results) => ({ results })),
  rerank('jina', '/base/rerank', flatRerank, (results) => ({ results })),
  rerank(
    'dashscope',
    '/base/services/rerank/text-rerank/text-rerank',
    {
      model: 'model-1',
      input: { query: 'cup', documents: ['a', 'b', 'c'] },
      parameters: { top_n: 2, return_documents: false },
    },
    (results) => ({ output: { results } }),
  ),
  search(
    'serper',
    {
      method: 'POST',
      path: '/base/search',
      key: { 'x-api-key': 'the-key' },
      json: { q: 'Acme 杯子', num: 3, gl: 'de', hl: 'en' },
    },
    { title: 'title', url: 'link', snippet: 'snippet', date: 'date' },
    (organic) => ({ organic }),
  ),
  search(
    'tavily',
    {
      method: 'POST',
      path: '/base/search',
      key: bearer,
      json: { query: 'Acme 杯子', max_results: 3, search_depth: 'basic' },
    },
    { title: 'title', url: 'url', snippet: 'content', date: 'published_date' },
    (results) => ({ results }),
  ),
  search(
    'bing',
    {
      method: 'GET',
      path: '/base/search?q=Acme+%E6%9D%AF%E5%AD%90&count=3&mkt=en-DE&setLang=en',
      key: { 'ocp-apim-subscription-key': 'the-key' },
    },
    { title: 'name', url: 'url', snippet: 'snippet', date: 'datePublished' },
    (value) => ({ webPages: { value } }),
  ),
  search(
    'searxng',
    { method: 'GET', path: '/base/search?q=Acme+%E6%9D%AF%E5%AD%90&format=json&language=en', key: bearer },
    { title: 'title', url: 'url', snippet: 'content', date: 'publishedDate' },
    (results) => ({ results }),
  ),
];
