import { afterEach, describe, expect, it } from '@jest/globals';
import {
  Check,
  OpenAiError,
  Problem,
  RagQueryResponse,
  RecommendationsResponse,
  Report,
  SearchResponse,
} from '@tradewind/contracts';
import { call, until } from './support/product.js';
import { resetDials, turnDial } from './support/sandbox.js';

const SUBJECT = { company_name: 'Meridian Trade Partners Ltd', country: 'GB' };
const stages = (answer: { degraded: { stage: string }[] }) => answer.degraded.map((each) => each.stage);
const isWhole = (answer: unknown) =>
  Array.isArray((answer as { degraded?: unknown[] }).degraded) &&
  (answer as { degraded: unknown[] }).degraded.length === 0;

afterEach(resetDials);

describe('more demand than capacity', () => {
  it('refuses reports beyond the queue at once, with an honest Retry-After, and finishes the rest', async () => {
    // A breaker that an earlier trouble left open would refuse the model's calls at once, and nobody would have to wait.
    await until(async () => (await call('/shadow-hunter/checks', { body: SUBJECT })).body, isWhole, 90_000);
    await turnDial({ kind: 'llm', latency_ms: 400 });
    const body = {
      subject: SUBJECT,
      order_value: { amount: '1000.00', currency: 'USD' },
      payment_terms: 'prepaid',
      goods: 'tea',
      route: { from: 'Ningbo', to: 'Hull' },
    };
    const answers = await Promise.all(
      Array.from({ length: 120 }, () =>
        call('/nexus-assess/reports', { body, headers: { 'x-request-timeout-ms': '20000' } }),
      ),
    );
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(Problem.parse(answer.body).code).toMatch(/^capacity\./);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(Number(answer.headers.get('retry-after-ms'))).toBeGreaterThan(0);
    }
    const other = answers.filter((answer) => answer.status !== 429);
    expect(other.every((answer) => [200, 201].includes(answer.status))).toBe(true);
    expect(other.length).toBeGreaterThan(0);
  }, 150_000);
});

describe('a language model that hangs', () => {
  it('search answers within its deadline, without explanations', async () => {
    await turnDial({ kind: 'llm', hang_rate: 1 });
    const answer = await call('/deal-brain/search', {
      body: { query: 'vacuum flask', limit: 3, explain: true },
      headers: { 'x-request-timeout-ms': '3000' },
    });
    const body = SearchResponse.parse(answer.body);
    expect(answer.elapsedMs).toBeLessThan(3500);
    expect(body.results.length).toBeGreaterThan(0);
    expect(stages(body)).toEqual(['explain']);
    expect(body.results.every((hit) => hit.explanation === '')).toBe(true);
  });

  it('a background check answers within its deadline, from rules and evidence alone', async () => {
    await turnDial({ kind: 'llm', hang_rate: 1 });
    const answer = await call('/shadow-hunter/checks', { body: SUBJECT, headers: { 'x-request-timeout-ms': '4000' } });
    const check = Check.parse(answer.body);
    expect(answer.elapsedMs).toBeLessThan(4500);
    expect(check.narrative).toBe('');
    expect(check.evidence.length).toBeGreaterThan(0);
    expect(check.signals.every((signal) => signal.origin === 'rule')).toBe(true);
    expect(check.degraded.length).toBeGreaterThan(0);
  });

  it('a report answers within its deadline, scored but without the sections', async () => {
    await turnDial({ kind: 'llm', hang_rate: 1 });
    const body = {
      subject: SUBJECT,
      order_value: { amount: '1000.00', currency: 'USD' },
      payment_terms: 'prepaid',
      goods: 'tea',
      route: { from: 'Ningbo', to: 'Hull' },
    };
    const answer = await call('/nexus-assess/reports', { body, headers: { 'x-request-timeout-ms': '6000' } });
    const report = Report.parse(answer.body);
    expect(answer.elapsedMs).toBeLessThan(6500);
    expect(report.factors.length).toBeGreaterThan(0);
    expect(report.degraded.length).toBeGreaterThan(0);
  });

  it('a chat completion is refused at its deadline as a 504', async () => {
    await turnDial({ kind: 'llm', hang_rate: 1 });
    const body = { model: 'tradewind-chat', messages: [{ role: 'user', content: 'Hello' }] };
    const answer = await call('/v1/chat/completions', { body, headers: { 'x-request-timeout-ms': '1000' } });
    expect(answer.elapsedMs).toBeLessThan(1500);
    expect([503, 504]).toContain(answer.status);
    expect(OpenAiError.parse(answer.body).error.message.length).toBeGreaterThan(10);
  });
});

describe('other downstreams in trouble', () => {
  it('reranker answering 500: search keeps the database order and says so', async () => {
    await turnDial({ kind: 'rerank', error_rate: 1, error_status: 500 });
    const body = SearchResponse.parse(
      (await call('/deal-brain/search', { body: { query: 'vacuum flask', limit: 3 } })).body,
    );
    expect(body.results.length).toBeGreaterThan(0);
    expect(stages(body)).toEqual(['rerank']);
  });

  it('embedding answering 429: search falls back to full text and says so', async () => {
    await turnDial({ kind: 'embedding', rate_limit_rate: 1, retry_after_ms: 500 });
    const search = SearchResponse.parse(
      (await call('/deal-brain/search', { body: { query: 'solar garden lamp', limit: 3 } })).body,
    );
    expect(search.results.length).toBeGreaterThan(0);
    expect(stages(search)).toContain('embedding');
    const query = RagQueryResponse.parse(
      (await call('/rag/query', { body: { query: 'minimum order quantity' } })).body,
    );
    expect(stages(query)).toContain('embedding');
  });

  it('search engine slow: a background check still answers within its deadline and names the stage', async () => {
    await turnDial({ kind: 'search', latency_ms: 10_000 });
    const answer = await call('/shadow-hunter/checks', { body: SUBJECT, headers: { 'x-request-timeout-ms': '3000' } });
    expect(answer.elapsedMs).toBeLessThan(3500);
    const check = Check.parse(answer.body);
    expect(check.degraded.length).toBeGreaterThan(0);
  });

  it('everything down: recommendations still come from the database', async () => {
    for (const kind of ['llm', 'embedding', 'rerank']) await turnDial({ kind, error_rate: 1, error_status: 503 });
    const body = { inquiry: 'insulated bottles for hotels', limit: 3 };
    const answer = RecommendationsResponse.parse((await call('/deal-brain/recommendations', { body })).body);
    expect(answer.recommendations.length).toBeGreaterThan(0);
    expect(answer.degraded.length).toBeGreaterThan(0);
  });
});

describe('once the trouble is over', () => {
  it('every answer is whole again', async () => {
    await until(
      async () => (await call('/deal-brain/search', { body: { query: 'vacuum flask', limit: 3, explain: true } })).body,
      isWhole,
      90_000,
    );
    await until(async () => (await call('/shadow-hunter/checks', { body: SUBJECT })).body, isWhole, 90_000);
  }, 200_000);
});
