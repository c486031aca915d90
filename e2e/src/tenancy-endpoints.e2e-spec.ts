import { request } from 'node:http';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Check, ProductList, Report } from '@tradewind/contracts';
import { type PublishedOperation, publishedOperations } from './support/operations.js';
import { call, keyOf, product } from './support/product.js';
import { finishedTask, postDocument } from './support/tasks.js';

const SUBJECT = { company_name: 'Meridian Trade Partners Ltd', country: 'GB' };
const ORDER = {
  order_value: { amount: '48000.00', currency: 'USD' },
  payment_terms: 'open_account',
  goods: 'flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};

/** Ids of the demo tenant by the name of the parameter that takes them. */
interface Owned {
  check_id: string;
  report_id: string;
  task_id: string;
  document_id: string;
  product_id: string;
}

/** Operations that take no id of a tenant in their path. */
const NOBODYS = new Set(['GET /v1/models/{model}']);

/** A body for every operation that takes one; where it can name an id, the demo tenant's. */
const BODIES: Record<string, (owned: Owned) => object> = {
  'POST /shadow-hunter/checks': () => SUBJECT,
  'POST /nexus-assess/reports': ({ check_id }) => ({ ...ORDER, check_id }),
  'POST /v1/chat/completions': () => ({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'Hello' }] }),
  'POST /v1/embeddings': () => ({ model: 'tradewind-embedding', input: 'Hello' }),
  'POST /v1/rerank': () => ({ model: 'tradewind-rerank', query: 'flask', documents: ['a flask', 'a stove'] }),
  'POST /rag/ingest': () => ({ url: 'http://127.0.0.1:9/nothing.pdf' }),
  'POST /rag/query': ({ document_id }) => ({
    query: 'minimum order quantity',
    document_ids: [document_id],
    answer: true,
  }),
  'PUT /deal-brain/products': () => ({ products: [{ sku: 'TENANCY-1', name: 'Of the stranger' }] }),
  'POST /deal-brain/search': () => ({ query: 'vacuum flask', limit: 20 }),
  'PUT /deal-brain/synonyms': () => ({ groups: [] }),
  'PUT /deal-brain/boosts': () => ({ boosts: [] }),
  'POST /deal-brain/events': ({ product_id }) => ({ events: [{ buyer_id: 'b', kind: 'view', product_id }] }),
  'POST /deal-brain/recommendations': ({ product_id }) => ({ product_id }),
};

let operations: PublishedOperation[] = [];
let owned: Owned;
const key = () => keyOf('stranger');

function withIds(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const id = new Map<string, string>(Object.entries(owned)).get(name);
    if (id === undefined) throw new Error(`${path}: say in this test what "${name}" is of the demo tenant`);
    return id;
  });
}

/** What the demo tenant reads of its own, to be compared before and after. */
async function snapshot(): Promise<Record<string, unknown>> {
  const reads = operations.filter(
    ({ method, path, name }) =>
      method === 'GET' && !path.startsWith('/admin') && !path.endsWith('/events') && !NOBODYS.has(name),
  );
  const seen: Record<string, unknown> = {};
  for (const { path } of reads) {
    const answer = await call(withIds(path));
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    seen[path] = answer.body;
  }
  return seen;
}

beforeAll(async () => {
  operations = await publishedOperations();
  const task = await finishedTask(await postDocument('spec-sheet.pdf'));
  const check = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT })).body);
  const report = Report.parse(
    (await call('/nexus-assess/reports', { body: { ...ORDER, check_id: check.check_id } })).body,
  );
  const put = { products: [{ sku: 'TENANCY-1', name: 'Of the demo tenant' }] };
  await call('/deal-brain/products', { method: 'PUT', body: put });
  const products = ProductList.parse((await call('/deal-brain/products?sku=TENANCY-1')).body);
  owned = {
    check_id: check.check_id,
    report_id: report.report_id,
    task_id: task.task_id,
    document_id: task.result?.document_id ?? '',
    product_id: products.data[0]?.product_id ?? '',
  };
});

describe('every endpoint', () => {
  it('answers 404 to the id of another tenant, and changes nothing of it', async () => {
    const before = await snapshot();
    const withId = operations.filter(
      ({ path, pathParameters, name }) => pathParameters.length > 0 && !path.startsWith('/admin') && !NOBODYS.has(name),
    );
    expect(withId.length).toBeGreaterThan(12);
    for (const { name, method, path } of withId) {
      const { status } = await call(withIds(path), { method, key: key() });
      expect({ name, status }).toEqual({ name, status: 404 });
    }
    expect(await snapshot()).toEqual(before);
  });

  it('lists nothing of another tenant, not even with the cursor of its list', async () => {
    const lists = operations.filter(
      ({ method, path, pathParameters }) =>
        method === 'GET' && pathParameters.length === 0 && !path.startsWith('/admin'),
    );
    expect(lists.length).toBeGreaterThan(5);
    for (const { path } of lists) {
      const own = (await call(`${path}?limit=1`)).body as { next_cursor?: string | null };
      const cursor = own.next_cursor ? `&cursor=${encodeURIComponent(own.next_cursor)}` : '';
      for (const query of ['', `?limit=100${cursor}`]) {
        const text = JSON.stringify((await call(path + query, { key: key() })).body);
        for (const id of Object.values(owned))
          expect({ path, query, shows: text.includes(id) }).toEqual({ path, query, shows: false });
      }
    }
  });

  it('that takes a body finds and changes nothing of another tenant through it', async () => {
    const before = await snapshot();
    const withBody = operations.filter(({ takesBody, path }) => takesBody && !path.startsWith('/admin'));
    for (const { name, method, path } of withBody) {
      const body = BODIES[name]?.(owned);
      if (body === undefined) throw new Error(`${name}: give it a body in this test`);
      const answer = await call(path, { method, body, key: key() });
      const text = JSON.stringify(answer.body);
      // An unknown product of an event is named again in the answer: that much the caller said itself.
      const hidden = name === 'POST /deal-brain/events' ? [] : Object.values(owned);
      for (const id of hidden)
        expect({ name, shows: answer.status < 300 && text.includes(id) }).toEqual({ name, shows: false });
      expect({ name, failed: answer.status >= 500 }).toEqual({ name, failed: false });
    }
    const events = await call('/deal-brain/events', { body: BODIES['POST /deal-brain/events']?.(owned), key: key() });
    expect(events.body).toMatchObject({ accepted: 0 });
    expect(await snapshot()).toEqual(before);
  });

  it('does not answer one tenant with what another asked under the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'tenancy-endpoints' };
    const mine = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT, headers })).body);
    const theirs = Check.parse((await call('/shadow-hunter/checks', { body: SUBJECT, headers, key: key() })).body);
    expect(theirs.check_id).not.toBe(mine.check_id);
  });

  it('that is not public answers nobody without a key, and for operators refuses the key of a tenant', async () => {
    for (const [index, { name, method, path }] of operations.entries()) {
      const url = path.replace(/\{\w+\}/g, 'anything');
      if (!path.startsWith('/admin')) {
        expect({ name, status: (await call(url, { method, key: null })).status }).toEqual({ name, status: 401 });
        continue;
      }
      // Each from an address of its own: one that tries many wrong keys is locked out for a while, and so would be the next suite.
      const from = `127.0.${String(1 + (index % 200))}.7`;
      for (const authorization of [undefined, `Bearer ${product().apiKey}`]) {
        const status = await statusOf({ from, method, path: url, authorization });
        expect({ name, refused: [401, 403].includes(status), status }).toEqual({ name, refused: true, status });
      }
    }
  });
});

/** The status of one request from another of this machine's addresses to risk-service, which has all of `/admin`. */
function statusOf(options: { from: string; method: string; path: string; authorization?: string }): Promise<number> {
  // Only Linux has the whole of 127.0.0.0/8 as its own.
  const localAddress = process.platform === 'linux' ? options.from : undefined;
  const headers = options.authorization === undefined ? {} : { authorization: options.authorization };
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(options.path, product().riskUrl),
      { method: options.method, localAddress, headers },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}
