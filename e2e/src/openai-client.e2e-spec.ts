import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { product } from './support/product.js';

const client = () => new OpenAI({ baseURL: `${product().edgeUrl}/v1`, apiKey: product().apiKey, maxRetries: 0 });
const messages = [{ role: 'user' as const, content: 'Explain what FOB Ningbo means for the buyer.' }];

describe('the official OpenAI client', () => {
  it('gets a JSON completion with exact usage', async () => {
    const completion = await client().chat.completions.create({ model: 'tradewind-chat', messages });
    expect(completion.choices[0]?.message.content?.length).toBeGreaterThan(0);
    expect(completion.usage?.total_tokens).toBeGreaterThan(0);
  });

  it('gets the same words as a stream that ends with a finish reason', async () => {
    const whole = await client().chat.completions.create({ model: 'tradewind-chat', messages });
    let text = '';
    let finish: string | null = null;
    for await (const chunk of await client().chat.completions.create({
      model: 'tradewind-chat',
      messages,
      stream: true,
    })) {
      expect(chunk.usage ?? null).toBeNull();
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(finish).toBe('stop');
  });

  it('lists the models and embeds text', async () => {
    const models = await client().models.list();
    expect(models.data.map((model) => model.id)).toContain('tradewind-chat');
    const embedding = await client().embeddings.create({ model: 'tradewind-embed', input: ['vacuum flask', '保温杯'] });
    expect(embedding.data).toHaveLength(2);
  });

  it('gets a typed error with the status it knows', async () => {
    const bad = new OpenAI({ baseURL: `${product().edgeUrl}/v1`, apiKey: 'tw_wrong', maxRetries: 0 });
    await expect(bad.models.list()).rejects.toMatchObject({ status: 401 });
  });
});
