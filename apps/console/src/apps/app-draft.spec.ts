import { describe, expect, it } from '@jest/globals';
import { App } from '@tradewind/contracts';
import { draftOf, policyFrom, policyOf } from './app-draft.js';

const APP = App.parse({
  id: 'app_1',
  tenant_id: 'tnt_1',
  name: 'storefront',
  version: 2,
  allowed_models: ['tradewind-chat'],
  daily_budget: { amount: '25.00', currency: 'USD' },
  monthly_budget: null,
  rates: { requests_per_minute: 1_200 },
  keys: 1,
  created_at: '2026-01-15T08:30:00.000Z',
});
const POLICY = {
  name: 'storefront',
  allowed_models: ['tradewind-chat'],
  daily_budget: { amount: '25.00', currency: 'USD' },
  monthly_budget: null,
  rates: { requests_per_minute: 1_200 },
};

describe('the draft of an app', () => {
  it('comes back as the policy it was made from', () => {
    expect(policyOf(draftOf(APP), 'USD')).toEqual(POLICY);
  });

  it('reads what the audit log has kept, and nothing from an entry of something else', () => {
    expect(policyFrom(JSON.parse(JSON.stringify(APP)))).toEqual(POLICY);
    expect(policyFrom(null)).toBeUndefined();
    expect(policyFrom({ pattern: 'x' })).toBeUndefined();
  });
});
