import { beforeAll, describe, expect, it } from '@jest/globals';
import { OpenAiError } from '@tradewind/contracts';
import OpenAI from 'openai';
import { newApp, newAppOf, type TestApp } from './support/admin.js';
import { call, product, until, type Answer } from './support/product.js';
import { ledgerOf } from './support/usage.js';

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

  it('is not tried again by the official client, and each refusal is in the ledger', async () => {
    const id = `budget-${String(Date.now())}`;
    const client = new OpenAI({
      baseURL: `${product().edgeUrl}/v1`,
      apiKey: poor.key,
      maxRetries: 3,
      defaultHeaders: { 'x-request-id': id },
    });
    await expect(
      client.chat.completions.create({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'FOB?' }] }),
    ).rejects.toMatchObject({ status: 429, code: 'budget.daily' });
    // Rows are written in order: with the next call's, all of that one's are there.
    const next = `${id}-next`;
    await call('/v1/chat/completions', { key: poor.key, headers: { 'x-request-id': next }, body: {} });
    const rows = await until(
      () => ledgerOf(poor.appId),
      (all) => all.some((row) => row.request_id === next),
      10_000,
    );
    expect(rows.filter((row) => row.request_id === id)).toEqual([
      { request_id: id, outcome: 'refused', error_code: 'budget.daily' },
    ]);
  });
});
