import { describe, expect, it } from '@jest/globals';
import { bodyOf, httpStub, sendJson } from '../../../test/support/stub-server.js';
import { createScope, runInScope, Upstream } from '../../index.js';

describe('embedding more texts than the provider takes at once', () => {
  it('splits them, keeps their order and adds up their usage', async () => {
    const sizes: number[] = [];
    const stub = await httpStub((request, response) => {
      void bodyOf(request).then((body) => {
        const { input } = JSON.parse(body) as { input: string[] };
        sizes.push(input.length);
        const data = input.map((text, index) => ({ index, embedding: [Number(text)] }));
        sendJson(response, { data, usage: { prompt_tokens: input.length } });
      });
    });
    const upstream = new Upstream({
      providers: { e: { kind: 'embedding', preset: 'dashscope', baseUrl: stub.url, model: 'text-embedding-v4' } },
      uses: { e: { provider: 'e', limit: 1, queue: { maxWaiting: 1, maxWaitMs: 1_000, mode: 'reject-newest' } } },
    });
    const texts = Array.from({ length: 25 }, (_, index) => String(index));
    const scope = createScope({ deadlineMs: 5_000 });
    const { vectors, usage } = await runInScope(scope, () => upstream.embedding('e').embed(texts));
    scope.deadline.dispose();
    expect(sizes).toEqual([10, 10, 5]);
    expect(vectors).toEqual(texts.map((text) => [Number(text)]));
    expect(usage).toEqual({ inputTokens: 25, outputTokens: 0, exact: true });
    await upstream.close();
    await stub.close();
  });
});
