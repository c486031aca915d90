import { describe, expect, it } from '@jest/globals';
import { createScope, InProcessRateLimiter, type RateLimits } from '@tradewind/upstream';
import { FakeClock } from '@tradewind/upstream/testing';
import { NO_POLICIES } from '../settings/access-policies.js';
import { testSettings } from '../testing/test-settings.js';
import { KeyLimits } from './key-limits.js';

function limitsWith(key: RateLimits, app: RateLimits = {}) {
  const policy = { allowedModels: undefined, dailyBudget: undefined, monthlyBudget: undefined, rates: app };
  const access = { ...NO_POLICIES, apps: new Map([['app_1', policy]]) };
  const settings = testSettings({ keyRates: key, access });
  const limits = new KeyLimits(new InProcessRateLimiter(new FakeClock()));
  const reserve = async (keyId: string, tokens = 1) => {
    const scope = createScope({ appId: 'app_1', keyId, deadlineMs: 1_000 });
    return await limits.reserve({ scope, settings }, tokens);
  };
  return { reserve };
}

describe('KeyLimits', () => {
  it('counts each key by itself', async () => {
    const { reserve } = limitsWith({ requestsPerMinute: 1 });
    await reserve('a');
    await reserve('b');
    await expect(reserve('a')).rejects.toMatchObject({ code: 'quota.requests', status: 429 });
  });

  it('holds the rates of an app over all its keys', async () => {
    const { reserve } = limitsWith({}, { requestsPerMinute: 2 });
    await reserve('a');
    await reserve('b');
    await expect(reserve('c')).rejects.toMatchObject({ code: 'quota.requests' });
  });

  it('takes nothing of the key when the app is what refuses', async () => {
    const { reserve } = limitsWith({ tokensPerMinute: 100 }, { tokensPerMinute: 60 });
    await reserve('a', 50);
    await expect(reserve('a', 50)).rejects.toMatchObject({ code: 'quota.tokens' });
    const { status } = await reserve('a', 10);
    expect(status.tokens).toMatchObject({ limit: 60, remaining: 0 });
    await expect(reserve('a', 50)).rejects.toMatchObject({ code: 'quota.tokens' });
  });

  it('tells a call that is larger than a whole minute so, and lets it in when nothing else was used', async () => {
    const { reserve } = limitsWith({ tokensPerMinute: 1_000 }, {});
    const first = await reserve('a', 1);
    await expect(reserve('a', 5_000)).rejects.toMatchObject({
      code: 'quota.tokens',
      detail: expect.stringMatching(/5,000 tokens.*1,000 per minute.*max_tokens/),
    });
    first.refund();
    expect((await reserve('a', 5_000)).status.tokens).toMatchObject({ limit: 1_000, remaining: 0 });
  });

  it('gives back what a call had reserved at both, and once', async () => {
    const { reserve } = limitsWith({ tokensPerMinute: 100 }, { tokensPerMinute: 100 });
    const reservation = await reserve('a', 100);
    reservation.settle(40, true);
    reservation.settle(0, true);
    reservation.refund();
    await expect(reserve('a', 61)).rejects.toMatchObject({ code: 'quota.tokens' });
    await reserve('a', 60);
  });
});
