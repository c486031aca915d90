import { beforeAll, describe, expect, it } from '@jest/globals';
import { OpenAiError } from '@tradewind/contracts';
import OpenAI from 'openai';
import { newApp, newAppOf, type TestApp } from './support/admin.js';
import { call, product, type Answer } from './support/product.js';
import { booked, ledgerOf } from './support/usage.js';

describe('the budget of an app', () => {
  let poor: TestApp;
  let rich: TestApp;

  beforeAll(async () => {
    // Room for one call of about ten tokens in and forty out, and not for a second.
    poor = await newApp('budgets', { daily_budget: { amount: '0.000045', currency: 'USD' } });
    rich = await newAppOf(poor.tenantId, 'rich');
  });

  function ask(app: TestApp, fields: object = {}): Promise<Answer> {
    const messages = [{ role: 'user', content: 'What does FOB Ningbo mean for the buyer?' }];
    return call('/v1/chat/completions', {
      key: app.key,
      body: { model: 'tradewind-chat', messages, max_tokens: 50, ...fields },
    });
  }

  it("is a wall for the app that has spent it, with OpenAI's error and no invitation to try again, and nothing to others", async () => {
    expect((await ask(poor)).status).toBe(200);
    for (const stream of [false, true]) {
      const refused = await ask(poor, { stream });
      expect(refused.status).toBe(429);
      const { error } = OpenAiError.parse(refused.body);
      expect(error).toMatchObject({ type: 'rate_limit_error', code: 'budget.daily' });
      expect(error.message).toContain('0.000045 USD');
      expect(refused.headers.get('x-should-retry')).toBe('false');
      expect(refused.headers.get('retry-after')).toBeNull();
      expect(refused.headers.get('retry-after-ms')).toBeNull();
    }
    expect((await ask(rich)).status).toBe(200);
    // What costs nothing is not refused either.
    expect((await call('/v1/models', { key: poor.key })).status).toBe(200);
  });

  it('is not tried again by the official client, and the refusals are in the ledger', async () => {
    const before = (await ledgerOf(poor.appId)).length;
    const client = new OpenAI({ baseURL: `${product().edgeUrl}/v1`, apiKey: poor.key, maxRetries: 3 });
    const startedMs = performance.now();
    await expect(
      client.chat.completions.create({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'FOB?' }] }),
    ).rejects.toMatchObject({ status: 429, code: 'budget.daily' });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    await booked(poor.appId, before + 1);
    expect((await ledgerOf(poor.appId)).slice(before)).toHaveLength(1);
    expect((await ledgerOf(poor.appId)).filter((row) => row.error_code === 'budget.daily')).toHaveLength(3);
  });
});
