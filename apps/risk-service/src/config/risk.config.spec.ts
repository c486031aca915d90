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
    [{ REDIS_URL: 'http://r' }, 'REDIS_URL'],
    [{ UPSTREAM_MAX_REPLICAS: '0' }, 'UPSTREAM_MAX_REPLICAS'],
  ])('refuses %j by name', (env, variable) => {
    expect(() => readRiskEnv(env)).toThrow(variable);
  });

  it('shares nothing without Redis, rates with it, and permits of those uses that are given a limit of the fleet', () => {
    expect(upstreamOptions(readRiskEnv({})).cluster).toBeUndefined();
    expect(upstreamOptions(readRiskEnv({ REDIS_URL: 'redis://r' })).cluster).toEqual({
      redisUrl: 'redis://r',
      commandTimeoutMs: 50,
      maxReplicas: 4,
      sharedLimits: {},
    });
    const cluster = 'redis+cluster://a:7000,b:7000';
    const shared = readRiskEnv({ REDIS_URL: cluster, UPSTREAM_MAX_REPLICAS: '6', NEXUS_ASSESS_LLM_FLEET_LIMIT: '12' });
    expect(upstreamOptions(shared).cluster).toEqual({
      redisUrl: cluster,
      commandTimeoutMs: 50,
      maxReplicas: 6,
      sharedLimits: { 'nexus-assess.llm': 12 },
    });
  });

  it('refuses a limit of the fleet that cannot be shared, or that does not leave a permit for each process', () => {
    const limit = { SHADOW_HUNTER_LLM_FLEET_LIMIT: '8' };
    expect(() => upstreamOptions(readRiskEnv(limit))).toThrow(/SHADOW_HUNTER_LLM_FLEET_LIMIT.*REDIS_URL/);
    const many = readRiskEnv({ ...limit, REDIS_URL: 'redis://r', UPSTREAM_MAX_REPLICAS: '9' });
    expect(() => upstreamOptions(many)).toThrow(/SHADOW_HUNTER_LLM_FLEET_LIMIT.*UPSTREAM_MAX_REPLICAS \(9\)/);
  });

  it('finds a provider where the preset says unless it is told otherwise', () => {
    expect(serverAddresses(readRiskEnv({ LLM_PRESET: 'openai' })).llm).toBe('https://api.openai.com/v1');
    expect(serverAddresses(readRiskEnv({ LLM_BASE_URL: 'http://127.0.0.1:1/v1' })).llm).toBe('http://127.0.0.1:1/v1');
    expect(serverAddresses(readRiskEnv({})).llm).toBeUndefined();
  });
});
