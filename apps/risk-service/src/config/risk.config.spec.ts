import { describe, expect, it } from '@jest/globals';
import { upstreamOptions } from '../upstream/upstream.options.js';
import { serverAddresses } from '../upstream/server-addresses.js';
import { readRiskEnv } from './risk.config.js';

describe('the configuration of the risk service', () => {
  it('has the required budgets by default', () => {
    const { uses, budgets } = upstreamOptions(readRiskEnv({}));
    expect(uses['shadow-hunter.search']?.limit).toBe(10);
    expect(uses['shadow-hunter.llm']?.limit).toBe(4);
    expect(uses['nexus-assess.llm']).toMatchObject({ limit: 3, queue: { maxWaiting: 50 } });
    expect(budgets?.['nexus-assess.reports']?.queue.maxWaiting).toBe(50);
    expect(readRiskEnv({}).SHADOW_HUNTER_SEARCH_FANOUT).toBe(5);
  });

  it.each([
    [{ SHADOW_HUNTER_LLM_LIMIT: '0' }, 'SHADOW_HUNTER_LLM_LIMIT'],
    [{ NEXUS_ASSESS_LLM_MAX_WAITING: 'unbounded' }, 'NEXUS_ASSESS_LLM_MAX_WAITING'],
    [{ LLM_PRESET: 'skynet' }, 'LLM_PRESET'],
    [{ SEARCH_BASE_URL: 'localhost' }, 'SEARCH_BASE_URL'],
    [{ PRICE_CURRENCY: 'dollars' }, 'PRICE_CURRENCY'],
  ])('refuses %j by name', (env, variable) => {
    expect(() => readRiskEnv(env)).toThrow(variable);
  });

  it('finds a provider where the preset says unless it is told otherwise', () => {
    expect(serverAddresses(readRiskEnv({ LLM_PRESET: 'openai' })).llm).toBe('https://api.openai.com/v1');
    expect(serverAddresses(readRiskEnv({ LLM_BASE_URL: 'http://127.0.0.1:1/v1' })).llm).toBe('http://127.0.0.1:1/v1');
    expect(serverAddresses(readRiskEnv({})).llm).toBeUndefined();
  });
});
