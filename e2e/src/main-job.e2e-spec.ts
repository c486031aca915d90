import { describe, expect, it } from '@jest/globals';
import {
  Check,
  DocumentList,
  Problem,
  Product,
  RagQueryResponse,
  RecommendationsResponse,
  Report,
  SearchResponse,
} from '@tradewind/contracts';
import { call, keyOf } from './support/product.js';
import { finishedTask, postDocument } from './support/tasks.js';

const SUBJECT = { company_name: 'Meridian Trade Partners Ltd', country: 'GB' };
const ORDER = {
  order_value: { amount: '48000.00', currency: 'USD' },
  payment_terms: 'open_account',
  goods: '2,000 stainless steel vacuum flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};

describe('omniRAG and dealBrain: a PDF becomes searchable products', () => {
  it('ingests English and Chinese PDFs and reports every page, passage and product', async () => {
    const ids = await Promise.all(
      ['catalogue-en.pdf', 'catalogue-zh.pdf', 'price-list.pdf'].map((file) => postDocument(file)),
    );
    for (const task of await Promise.all(ids.map((id) => finishedTask(id)))) {
      expect(task).toMatchObject({
        status: 'succeeded',
        failure: null,
        degraded: [],
        progress: { percent: 100, stage: 'done' },
      });
      expect(task.result?.pages).toBeGreaterThan(0);
      expect(task.result?.chunks).toBeGreaterThan(0);
      expect(task.result?.products).toBeGreaterThan(0);
    }
  });

  it('finds products that only the PDFs contain, in English and Chinese, linked to document and page', async () => {
    const documents = DocumentList.parse((await call('/rag/documents')).body).data;
    const expected = {
      'wood-gas stove that burns twigs': 'catalogue-en.pdf',
      梅子青龙泉青瓷盖碗: 'catalogue-zh.pdf',
      'bronze cleat': 'price-list.pdf',
    };
    for (const [query, file] of Object.entries(expected)) {
      const { results } = SearchResponse.parse((await call('/deal-brain/search', { body: { query, limit: 3 } })).body);
      const first = results[0]?.product;
      const document = documents.find((each) => each.document_id === first?.source?.document_id);
      expect({ query, source: document?.source.split('/').at(-1) }).toEqual({ query, source: file });
      expect(first?.source?.page).toBeLessThanOrEqual(document?.pages ?? 0);
      const again = await call('/deal-brain/search', { body: { query: first?.sku, limit: 1 } });
      expect(SearchResponse.parse(again.body).results[0]?.product.sku).toBe(first?.sku);
    }
  });

  it('answers a question with passages that name document and page', async () => {
    const body = { query: 'minimum order quantity', limit: 3, answer: true };
    const answer = RagQueryResponse.parse((await call('/rag/query', { body })).body);
    expect(answer.passages.length).toBeGreaterThan(0);
    expect(answer.degraded).toEqual([]);
    const ids = answer.passages.map((passage) => passage.passage_id);
    for (const citation of answer.answer?.citations ?? []) expect(ids).toContain(citation);
    expect(answer.answer?.citations.length).toBeGreaterThan(0);
  });

  it('recognises the same document posted twice and adds nothing', async () => {
    const before = DocumentList.parse((await call('/rag/documents?limit=100')).body).data.length;
    const task = await finishedTask(await postDocument('price-list.pdf'));
    expect(task.result?.duplicate).toBe(true);
    expect(DocumentList.parse((await call('/rag/documents?limit=100')).body).data).toHaveLength(before);
  });

  it('ends a file that is encrypted, broken or no PDF as a failed task with a reason in words', async () => {
    const expected = {
      'encrypted.pdf': 'document.encrypted',
      'not-a-pdf.pdf': 'document.not_pdf',
      'missing.pdf': 'source.not_found',
    };
    for (const [file, code] of Object.entries(expected)) {
      const task = await finishedTask(await postDocument(file));
      expect({ file, status: task.status, code: task.failure?.code }).toEqual({ file, status: 'failed', code });
      expect(task.failure?.message.length).toBeGreaterThan(20);
    }
  });

  it('recommends products for an inquiry, each with a reason', async () => {
    const body = { inquiry: 'We need 2,000 insulated bottles for a hotel chain, at most 8 USD each', limit: 3 };
    const answer = RecommendationsResponse.parse((await call('/deal-brain/recommendations', { body })).body);
    expect(answer.recommendations.length).toBeGreaterThan(0);
    for (const { product: found, reason } of answer.recommendations) {
      expect(reason.length).toBeGreaterThan(10);
      expect(found.min_order_quantity ?? 1).toBeLessThanOrEqual(2000);
    }
    expect(answer.degraded).toEqual([]);
  });

  it('keeps a product that was put in and forgets one that was deleted', async () => {
    const body = {
      products: [{ sku: 'E2E-1', name: 'Umbrella stand made of basalt', price: { amount: '19.90', currency: 'EUR' } }],
    };
    expect((await call('/deal-brain/products', { method: 'PUT', body })).status).toBe(200);
    const { results } = SearchResponse.parse(
      (await call('/deal-brain/search', { body: { query: 'basalt umbrella stand', limit: 1 } })).body,
    );
    const id = results[0]?.product.product_id ?? '';
    expect(Product.parse((await call(`/deal-brain/products/${id}`)).body).price).toEqual({
      amount: '19.90',
      currency: 'EUR',
    });
    expect((await call(`/deal-brain/products/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call(`/deal-brain/products/${id}`)).status).toBe(404);
  });
});

describe('shadowHunter and nexusAssess: from a name to a report', () => {
  it('checks a company, every signal resting on evidence that the answer contains', async () => {
    const answer = await call('/shadow-hunter/checks', { body: SUBJECT });
    const check = Check.parse(answer.body);
    expect(check.degraded).toEqual([]);
    expect(check.signals.length).toBeGreaterThan(0);
    const known = new Set(check.evidence.map((each) => each.evidence_id));
    for (const id of check.signals.flatMap((signal) => signal.evidence_ids)) expect(known).toContain(id);
    expect(Check.parse((await call(`/shadow-hunter/checks/${check.check_id}`)).body)).toEqual(check);
  });

  it('writes a report from a check and renders it as JSON, HTML and Markdown', async () => {
    const check = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT })).body);
    const report = Report.parse(
      (await call('/nexus-assess/reports', { body: { ...ORDER, check_id: check.check_id } })).body,
    );
    expect(report.degraded).toEqual([]);
    expect(report.factors.reduce((sum, factor) => sum + factor.weight, 0)).toBeCloseTo(1, 5);
    for (const section of report.sections) expect(section.markdown.length).toBeGreaterThan(0);
    const path = `/nexus-assess/reports/${report.report_id}`;
    const html = await call(path, { headers: { accept: 'text/html' } });
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(html.body).toContain('Meridian Trade Partners Ltd');
    const markdown = await call(`${path}?format=markdown`);
    expect(markdown.headers.get('content-type')).toContain('text/markdown');
    expect(Report.parse((await call(path)).body)).toEqual(report);
  });

  it('streams a check stage by stage when asked for events', async () => {
    const answer = await call('/shadow-hunter/checks', { body: SUBJECT, headers: { accept: 'text/event-stream' } });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const events = String(answer.body).match(/^event: (.*)$/gm) ?? [];
    expect(events).toContain('event: stage');
    expect(events.at(-1)).toBe('event: result');
  });

  it('pays once for one idempotency key, and refuses the key for another body', async () => {
    const headers = { 'idempotency-key': `e2e-${Date.now()}` };
    const first = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT, headers })).body);
    const again = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT, headers })).body);
    expect(again.check_id).toBe(first.check_id);
    const other = await call('/shadow-hunter/checks', { body: { ...SUBJECT, country: 'FR' }, headers });
    expect(other.status).toBe(409);
  });
});

describe('tenants', () => {
  it("never see one another's tasks, documents, products, checks or reports", async () => {
    const stranger = keyOf('stranger');
    const taskId = await postDocument('spec-sheet.pdf');
    const task = await finishedTask(taskId);
    const check = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT })).body);
    const report = Report.parse(
      (await call('/nexus-assess/reports', { body: { ...ORDER, check_id: check.check_id } })).body,
    );
    const { results } = SearchResponse.parse(
      (await call('/deal-brain/search', { body: { query: 'vacuum flask', limit: 1 } })).body,
    );
    const paths = [
      `/tasks/${taskId}`,
      `/rag/documents/${task.result?.document_id}`,
      `/deal-brain/products/${results[0]?.product.product_id}`,
      `/shadow-hunter/checks/${check.check_id}`,
      `/nexus-assess/reports/${report.report_id}`,
    ];
    for (const path of paths) {
      expect({ path, status: (await call(path)).status }).toEqual({ path, status: 200 });
      const foreign = await call(path, { key: stranger });
      expect({ path, status: foreign.status }).toEqual({ path, status: 404 });
      expect(Problem.parse(foreign.body).code).toMatch(/\.not_found$/);
    }
    const search = await call('/deal-brain/search', { body: { query: 'vacuum flask', limit: 5 }, key: stranger });
    expect(SearchResponse.parse(search.body).results).toEqual([]);
    const passages = await call('/rag/query', { body: { query: 'minimum order quantity' }, key: stranger });
    expect(RagQueryResponse.parse(passages.body).passages).toEqual([]);
  });
});
