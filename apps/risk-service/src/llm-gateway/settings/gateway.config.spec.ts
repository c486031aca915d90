import { describe, expect, it } from '@jest/globals';
import { readRiskEnv } from '../../config/risk.config.js';
import { environmentSections } from './environment-sections.js';
import { serverPlans } from './server-plan.js';
import { readGatewayEnv } from './gateway.config.js';

const risk = readRiskEnv({ LLM_MODEL: 'gpt-x', LLM_BASE_URL: 'http://llm.test/v1', LLM_API_KEY: 'sk-1' });

describe('the configuration of the gateway', () => {
  it('offers one public model for each server of the environment when nothing is set', () => {
    const env = readGatewayEnv({});
    const sections = environmentSections(env, risk);
    expect(sections.routes).toEqual({
      'tradewind-chat': { kind: 'chat', servers: [{ server: 'llm', model: 'gpt-x', weight: 1 }] },
      'tradewind-embed': { kind: 'embedding', servers: [{ server: 'embedding', model: 'tradewind-embed', weight: 1 }] },
      'tradewind-rerank': { kind: 'rerank', servers: [{ server: 'rerank', model: 'tradewind-rerank', weight: 1 }] },
    });
    expect(sections.servers['llm']).toMatchObject({
      base_url: 'http://llm.test/v1',
      api_key: { variable: 'LLM_API_KEY' },
    });
    expect(sections.prices.models['tradewind-chat']).toEqual({ input_per_million: 0.15, output_per_million: 0.6 });
  });

  it('takes servers, routes, prices and words as JSON', () => {
    const env = readGatewayEnv({
      GATEWAY_SERVERS:
        '{"deep":{"preset":"deepseek","api_key":{"variable":"DEEP_API_KEY"},"limit":7,"requests_per_minute":60}}',
      GATEWAY_ROUTES: '{"fast":{"kind":"chat","servers":[{"server":"deep","model":"deepseek-chat"}]}}',
      GATEWAY_PRICES: '{"fast":{"input_per_million":1,"output_per_million":2}}',
      GATEWAY_WORDS: '[{"pattern":"军火","action":"block"}]',
    });
    const sections = environmentSections(env, risk);
    expect(sections.routes).toEqual({
      fast: { kind: 'chat', servers: [{ server: 'deep', model: 'deepseek-chat', weight: 1 }] },
    });
    expect(sections.words.words).toEqual([{ pattern: '军火', action: 'block', applies_to: 'both' }]);
    expect(sections.prices.models).toEqual({ fast: { input_per_million: 1, output_per_million: 2 } });
    const keyOf = (key: object) => `sk of ${JSON.stringify(key)}`;
    expect(serverPlans(sections, env, risk, keyOf).get('deep')?.options).toMatchObject({
      preset: 'deepseek',
      apiKey: 'sk of {"variable":"DEEP_API_KEY"}',
      budget: { limit: 7, queue: { mode: 'evict-oldest' } },
      rateLimit: { requestsPerMinute: 60 },
    });
  });

  it.each([
    ['GATEWAY_ROUTES', '{not json', /GATEWAY_ROUTES.*valid JSON/],
    ['GATEWAY_ROUTES', '{"m":{"kind":"chat","servers":[]}}', /GATEWAY_ROUTES/],
    ['GATEWAY_SERVERS', '{"a":{"preset":"closedai"}}', /GATEWAY_SERVERS.*openai/],
    ['GATEWAY_SERVERS', '{"a":{"api_key":{"variable":"ADMIN_KEY"}}}', /GATEWAY_SERVERS/],
    ['GATEWAY_KEY_REQUESTS_PER_MINUTE', '0', /GATEWAY_KEY_REQUESTS_PER_MINUTE/],
    ['GATEWAY_KEY_TOKENS_PER_MINUTE', '100000001', /GATEWAY_KEY_TOKENS_PER_MINUTE/],
  ])('stops the start at a wrong %s and names it', (name, value, message) => {
    expect(() => readGatewayEnv({ [name]: value })).toThrow(message);
  });
});
