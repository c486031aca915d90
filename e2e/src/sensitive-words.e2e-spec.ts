import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RoutesSection, WordsSection } from '@tradewind/contracts';
import OpenAI from 'openai';
import { z } from 'zod';
import { admin, current, edit, IN_FORCE_MS, newApp, undo, type TestApp } from './support/admin.js';
import { call, product, until } from './support/product.js';

const Answer = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]) });
const ECHO = 'e2e-echo';

describe('sensitive words, edited while the product runs', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await newApp('words');
    // A model that answers with what it was told: whatever comes back has passed both ways.
    const routes = RoutesSection.parse((await current('routes')).body);
    await edit('routes', { ...routes, [ECHO]: { kind: 'chat', servers: [{ server: 'llm', model: 'sandbox-echo' }] } });
    const { version } = await current('words');
    const words = [
      { pattern: '珊瑚走私', action: 'block' },
      { pattern: 'Blue Lotus Deal', action: 'mask', applies_to: 'output' },
      { pattern: 'quarterly-margin', action: 'mask', applies_to: 'input' },
      { pattern: 'rival-brand', action: 'log' },
    ];
    expect((await admin('PUT', 'settings/words', { version, body: WordsSection.parse({ words }) })).status).toBe(200);
    const startedMs = performance.now();
    await until(
      () => ask('珊瑚走私'),
      ({ status }) => status === 400,
      IN_FORCE_MS,
    );
    expect(performance.now() - startedMs).toBeLessThan(IN_FORCE_MS);
  });
  afterAll(async () => {
    for (const section of ['words', 'routes']) await undo(section);
  });

  function ask(content: string, fields: object = {}) {
    return call('/v1/chat/completions', {
      key: app.key,
      body: { model: ECHO, messages: [{ role: 'user', content }], ...fields },
    });
  }
  const answered = (body: unknown) => Answer.parse(body).choices[0].message.content;

  /** Tokens come one by one, so that a word of several has chunk borders in it. */
  async function streamed(content: string): Promise<{ text: string; chunks: number }> {
    const client = new OpenAI({ baseURL: `${product().edgeUrl}/v1`, apiKey: app.key, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content }];
    let text = '';
    let chunks = 0;
    for await (const chunk of await client.chat.completions.create({ model: ECHO, messages, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? '';
      chunks += 1;
    }
    return { text, chunks };
  }

  it('block a request, also in other widths and with invisible characters, and tell clients not to try again', async () => {
    for (const stream of [false, true]) {
      const refused = await ask('请问：珊\u200B瑚 走私', { stream });
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 'content.blocked' } } });
      expect(refused.headers.get('x-should-retry')).toBe('false');
      expect(refused.headers.get('retry-after')).toBeNull();
      expect(JSON.stringify(refused.body)).not.toContain('珊瑚');
    }
  });

  it('mask what goes to the server, and what comes from it', async () => {
    expect(answered((await ask('our QUARTERLY-MARGIN is 4 %')).body)).toBe('our **************** is 4 %');
    expect(answered((await ask('about the blue lotus deal, soon')).body)).toBe('about the ***************, soon');
  });

  it('mask a stream across its chunk borders exactly as the whole answer', async () => {
    const content = 'Before. The ｂｌｕｅ　Lotus DEAL, then blue lotus dealers, then Blue Lotus. 完';
    const whole = answered((await ask(content)).body);
    expect(whole).toBe('Before. The ***************, then ***************ers, then Blue Lotus. 完');
    const { text, chunks } = await streamed(content);
    expect(text).toBe(whole);
    expect(chunks).toBeGreaterThan(5);
  });

  it('only count where that is all they are to do, and count what was blocked and masked as well', async () => {
    const hits = async () => {
      const metrics = String((await call('/metrics', { baseUrl: product().riskUrl, key: null })).body);
      return [...metrics.matchAll(/^gateway_word_hits_total\{(.*)\} (\d+)$/gm)].map(
        ([, labels = '', count]) => [labels.match(/"(block|mask|log|input|output)"/g)?.join(), Number(count)] as const,
      );
    };
    const before = new Map(await hits());
    expect(before.size).toBe(6);
    expect(answered((await ask('rival-brand and RIVAL-BRAND')).body)).toBe('rival-brand and RIVAL-BRAND');
    await ask('珊瑚走私');
    await ask('a Blue Lotus Deal');
    const added = (await hits()).map(([labels, count]) => [labels, count - (before.get(labels) ?? 0)]);
    expect(Object.fromEntries(added)).toEqual({
      '"block","input"': 1,
      '"block","output"': 0,
      '"mask","input"': 0,
      '"mask","output"': 1,
      '"log","input"': 2,
      '"log","output"': 2,
    });
  });
});
