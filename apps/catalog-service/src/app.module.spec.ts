import { describe, expect, it } from '@jest/globals';
import { BUDGET_OWNERS } from '@tradewind/contracts';
import { parseEnv } from '@tradewind/platform';
import { unscopedRoutes } from '@tradewind/platform/testing';
import { AppModule } from './app.module.js';
import { DownstreamsEnv } from './downstreams/downstreams.config.js';
import { upstreamOptions } from './downstreams/upstream.options.js';
import { RagEnv } from './omni-rag/rag.config.js';

describe('catalog-service', () => {
  it('has no route that any key of a tenant would open, whatever its scopes', () => {
    expect(unscopedRoutes(AppModule)).toEqual([]);
  });

  it('has the required budgets by default', () => {
    const { uses, budgets } = upstreamOptions(parseEnv(DownstreamsEnv, {}));
    expect(uses['omni-rag.embedding']?.limit).toBe(20);
    expect(budgets?.['omni-rag.db-write']?.limit).toBe(10);
    expect(uses['deal-brain.rerank']?.limit).toBe(10);
    expect(uses['deal-brain.llm']?.limit).toBe(4);
    expect(budgets?.['deal-brain.retrieval']?.limit).toBe(3);
    expect(parseEnv(RagEnv, {}).RAG_MAX_WAITING).toBe(1_000);
  });

  it('has exactly the budgets that can be edited as its own', () => {
    const { uses, budgets } = upstreamOptions(parseEnv(DownstreamsEnv, {}));
    const owned = Object.entries(BUDGET_OWNERS).filter(([, service]) => service === 'catalog-service');
    expect([...Object.keys(uses), ...Object.keys(budgets ?? {})].sort()).toEqual(owned.map(([name]) => name).sort());
  });
});
