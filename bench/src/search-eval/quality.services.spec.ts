import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { startSandbox, type Sandbox } from '@tradewind/sandbox';
import { demoCatalogue } from './demo-catalogue.js';
import { Engine } from './engine.js';
import { evaluate, type Quality } from './evaluate.js';
import { judgedQueries } from './judged-query.js';
import type { Group } from './judgement.js';
import { miniSearch } from './mini-search.js';

/** What full text alone reached, less what a change of a few queries may cost. */
const FLOORS: Record<Group, number> = {
  english: 0.97,
  chinese: 0.95,
  spanish: 0.97,
  mixed: 0.85,
  typos: 0.95,
  'part numbers': 0.97,
  'mistyped numbers': 0.85,
};

describe('full text alone, without embeddings and reranker', () => {
  let real: TestDatabase;
  let sandbox: Sandbox;
  let engine: Engine;
  let text: Record<Group | 'all', Quality>;
  let yardstick: Record<Group | 'all', Quality>;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 4 });
    sandbox = await startSandbox();
    engine = new Engine(real, sandbox.url);
    const products = await demoCatalogue(sandbox.url);
    const queries = judgedQueries(products);
    await engine.load(products, { embed: false });
    text = await evaluate((query, limit) => engine.rank('text', query, limit), queries, products);
    yardstick = await evaluate(miniSearch(products), queries, products);
  }, 120_000);

  afterAll(async () => {
    await engine.close();
    await sandbox.close();
    await real.drop();
  });

  it.each(Object.entries(FLOORS) as [Group, number][])('keeps NDCG@10 of %s queries at %s or more', (group, floor) => {
    expect(text[group].ndcg10).toBeGreaterThanOrEqual(floor);
  });

  it.each(Object.keys(FLOORS) as Group[])('beats MiniSearch with prefixes and fuzziness on %s queries', (group) => {
    expect(text[group].ndcg10).toBeGreaterThan(yardstick[group].ndcg10);
  });

  it('is measured on 300 judged queries or more', () => {
    expect(text.all.queries).toBeGreaterThanOrEqual(300);
    expect(text.all.recall50).toBeGreaterThan(0.98);
  });
});
