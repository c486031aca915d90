import { describe, expect, it } from '@jest/globals';
import { readRiskEnv } from '../../config/risk.config.js';
import { gatewayBackends } from './gateway-backends.js';
import { gatewayRoutes, gatewaySettings } from './gateway-settings.js';
import { readGatewayEnv } from './gateway.config.js';

const risk = readRiskEnv({ LLM_MODEL: 'gpt-x', LLM_BASE_URL: 'http://llm.test/v1', LLM_API_KEY: 'sk-1' });

describe('the configuration of the gateway', () => {
  it('offers one public model for each server of the environment when nothing is set', () => {
    const env = readGatewayEnv({});
    expect(gatewayRoutes(env, risk)).toMatchObject([
      { model: 'tradewind-chat', kind: 'chat', servers: [{ server: 'llm', model: 'gpt-x' }] },
      { model: 'tradewind-embed', kind: 'embedding', servers: [{ server: 'embedding' }] },
      { model: 'tradewind-rerank', kind: 'rerank', servers: [{ server: 'rerank' }] },
    ]);
    expect(gatewayBackends(env, risk)['llm']).toMatchObject({ baseUrl: 'http://llm.test/v1', apiKey: 'sk-1' });
    expect(gatewaySettings(env, risk).prices.cost('tradewind-chat', 1_000_000, 0)).toBe('0.150000000000');
  });

  it('takes servers, routes and prices as JSON', () => {
    const env = readGatewayEnv({
      GATEWAY_SERVERS:
        '{"deep":{"preset":"deepseek","api_key_variable":"DEEP_KEY","limit":7,"requests_per_minute":60}}',
      DEEP_KEY: 'sk-deep',
      GATEWAY_ROUTES: '{"fast":{"kind":"chat","servers":[{"server":"deep","model":"deepseek-chat"}]}}',
      GATEWAY_PRICES: '{"fast":{"input_per_million":1,"output_per_million":2}}',
    });
    expect(gatewayRoutes(env, risk)).toEqual([
      { model: 'fast', kind: 'chat', servers: [{ server: 'deep', model: 'deepseek-chat', weight: 1 }] },
    ]);
    const { deep } = gatewayBackends(env, risk);
    expect(deep).toMatchObject({
      preset: 'deepseek',
      apiKey: 'sk-deep',
      budget: { limit: 7 },
      rateLimit: { requestsPerMinute: 60 },
    });
    expect(gatewaySettings(env, risk).prices.cost('fast', 1_000_000, 500_000)).toBe('2.000000000000');
  });

  it.each([
    ['GATEWAY_ROUTES', '{not json', /GATEWAY_ROUTES.*valid JSON/],
    ['GATEWAY_ROUTES', '{"m":{"kind":"chat","servers":[]}}', /GATEWAY_ROUTES/],
    ['GATEWAY_SERVERS', '{"a":{"preset":"closedai"}}', /GATEWAY_SERVERS.*a preset: openai, gemini/],
    ['GATEWAY_SERVERS', '{"a":{"api_key_variable":"A_KEY"}}', /A_KEY is not set/],
    ['GATEWAY_KEY_REQUESTS_PER_MINUTE', '0', /GATEWAY_KEY_REQUESTS_PER_MINUTE/],
  ])('stops the start at a wrong %s and names it', (name, value, message) => {
    expect(() => readGatewayEnv({ [name]: value })).toThrow(message);
  });
});
