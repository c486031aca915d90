import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '@tradewind/platform';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { createScope, runInScope } from '@tradewind/upstream';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { fakeDownstreams } from '../testing/fake-downstreams.js';
import { asTenant } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { searchRequest, searchServiceOf } from '../testing/search-service.js';
import type { SearchService } from './search.service.js';

const CONNECTIONS = 5;
const SEARCHES = 500;
const DEADLINE_MS = 3_000;
/** What a loaded machine may add before the event loop comes round. */
const TOLERANCE_MS = 500;

describe('500 searches at once on a pool of 5', () => {
  let real: TestDatabase;
  let service: SearchService;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: CONNECTIONS });
    const downstreams = fakeDownstreams();
    const catalogue = new ProductCatalogue(real.database, downstreams);
    for (const tenant of ['tenant_a', 'tenant_b'])
      await asTenant(tenant, () =>
        catalogue.upsert(
          Array.from({ length: 200 }, (_, index) =>
            item({ sku: `${tenant}-${String(index)}`, name: `Steel flask ${String(index)}` }),
          ),
        ),
      );
    service = searchServiceOf(real.database, downstreams);
  });
  afterAll(() => real.drop());

  const backends = async (): Promise<number> => {
    const [row] = await real.dataSource.query<[{ n: number }]>(
      `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'test'`,
    );
    return row.n;
  };

  it('nobody waits past the deadline, refusals say when to come back, tenants never mix, no connection leaks', async () => {
    let most = 0;
    const outcomes = await Promise.all(
      Array.from({ length: SEARCHES }, async (_, index) => {
        const tenant = index % 2 === 0 ? 'tenant_a' : 'tenant_b';
        const left = new AbortController();
        const scope = createScope({ tenantId: tenant, deadlineMs: DEADLINE_MS, signal: left.signal });
        // One in ten hangs up in the middle.
        if (index % 10 === 0) setTimeout(() => left.abort(), 50 + index);
        const started = performance.now();
        try {
          const answer = await runInScope(scope, () =>
            service.search(searchRequest({ query: `steel flask ${String(index)}` })),
          );
          return { tenant, answer, ms: performance.now() - started };
        } catch (error) {
          return { tenant, error, ms: performance.now() - started };
        } finally {
          most = Math.max(most, real.database.snapshot().inFlight);
          scope.deadline.dispose();
        }
      }),
    );
    for (const { ms } of outcomes) expect(ms).toBeLessThan(DEADLINE_MS + TOLERANCE_MS);
    const refusals = outcomes.flatMap(({ error }) => (error === undefined ? [] : [problemOf(error, 'r')]));
    expect(refusals.length).toBeGreaterThan(0);
    for (const { body, headers, status } of refusals) {
      if (body.code === 'call.cancelled') continue;
      expect([429, 503, 504]).toContain(status);
      if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    const answered = outcomes.flatMap(({ answer, tenant }) => (answer === undefined ? [] : [{ answer, tenant }]));
    expect(answered.length).toBeGreaterThan(20);
    for (const { answer, tenant } of answered) {
      expect(answer.results.length).toBeGreaterThan(0);
      for (const { product } of answer.results) expect(product.sku.startsWith(tenant)).toBe(true);
    }
    expect(most).toBeLessThanOrEqual(CONNECTIONS);
    expect(await backends()).toBeLessThanOrEqual(CONNECTIONS);
    expect(real.database.snapshot()).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  it('works as before afterwards', async () => {
    const { results } = await asTenant('tenant_a', () =>
      service.search(searchRequest({ query: 'steel flask 7', limit: 1 })),
    );
    expect(results[0]?.product.name).toBe('Steel flask 7');
  });
});
