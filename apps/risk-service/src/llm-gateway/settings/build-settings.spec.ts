import { describe, expect, it } from '@jest/globals';
import { readRiskEnv } from '../../config/risk.config.js';
import { NO_POLICIES, type AccessPolicies } from './access-policies.js';
import { buildSettings } from './build-settings.js';
import { environmentSections } from './environment-sections.js';
import { readGatewayEnv } from './gateway.config.js';

const env = readGatewayEnv({ GATEWAY_KEY_REQUESTS_PER_MINUTE: '60', GATEWAY_KEY_TOKENS_PER_MINUTE: '9000' });
const sections = environmentSections(env, readRiskEnv({ LLM_BASE_URL: 'http://llm.test/v1' }));

function settingsWith(access: Partial<AccessPolicies> = {}, change: Partial<typeof sections> = {}) {
  return buildSettings({ ...sections, ...change }, new Map(), { ...NO_POLICIES, ...access }, env);
}

describe('buildSettings', () => {
  it('shows an app that may not use every model only those it may', () => {
    const chatOnly = {
      allowedModels: new Set(['tradewind-chat', 'gone']),
      dailyBudget: undefined,
      monthlyBudget: undefined,
      rates: {},
    };
    const settings = settingsWith({ apps: new Map([['app_1', chatOnly]]) });
    const names = (appId: string) =>
      settings
        .routesOf(appId)
        .list()
        .map(({ model }) => model);
    expect(names('app_1')).toEqual(['tradewind-chat']);
    expect(names('app_2')).toEqual(['tradewind-chat', 'tradewind-embed', 'tradewind-rerank']);
  });

  it('gives a key what it has of its own and, for the rest, what every key has', () => {
    const settings = settingsWith({ keyRates: new Map([['key_1', { requestsPerMinute: 5 }]]) });
    expect(settings.keyRates('key_1')).toEqual({ requestsPerMinute: 5, tokensPerMinute: 9_000 });
    expect(settings.keyRates('key_2')).toEqual({ requestsPerMinute: 60, tokensPerMinute: 9_000 });
  });

  it('never leaves a key without rates, whatever the limits leave out', () => {
    const limits = { budgets: {}, servers: {}, keys: { requests_per_minute: 7 } };
    expect(settingsWith({}, { limits }).keyRates('key_1')).toEqual({ requestsPerMinute: 7, tokensPerMinute: 9_000 });
  });

  it('measures the prompts of a tenant by its own length where it has one', () => {
    const settings = settingsWith({ tenantPromptCharacters: new Map([['tnt_1', 50]]) });
    expect(settings.maxPromptCharacters('tnt_1')).toBe(50);
    expect(settings.maxPromptCharacters('tnt_2')).toBe(10_000);
  });

  it('keeps the list of words for as long as nobody edits it', () => {
    expect(settingsWith().words).toBe(settingsWith().words);
  });
});
