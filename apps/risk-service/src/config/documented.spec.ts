import { describe, expect, it } from '@jest/globals';
import { undocumentedVariables } from '@tradewind/platform/testing';
import { GatewayEnv } from '../llm-gateway/settings/gateway.config.js';
import { UsageEnv } from '../usage/usage.config.js';
import { RiskEnv } from './risk.config.js';

describe('docs/configuration.md', () => {
  it('names every variable of the risk service, with its default', () => {
    expect(undocumentedVariables(RiskEnv)).toEqual([]);
    expect(undocumentedVariables(GatewayEnv)).toEqual([]);
    expect(undocumentedVariables(UsageEnv, ['USAGE_JOURNAL_DIR'])).toEqual([]);
  });
});
