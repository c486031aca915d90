import { describe, expect, it } from '@jest/globals';
import { createScope, runInScope, UpstreamError, type EmbeddingPort, type EmbeddingResult } from '@tradewind/upstream';
import { currentScope } from '@tradewind/upstream';
import { QueryEmbeddings } from './query-embeddings.js';

/** A downstream whose calls are answered by hand. */
class HandPort implements EmbeddingPort {
  readonly calls: { texts: string[]; signal: AbortSignal; answer(vector: number[]): void; fail(): void }[] = [];

  embed(texts: string[]): Promise<EmbeddingResult> {
    const { signal } = currentScope().deadline;
    return new Promise((resolve, reject) => {
      this.calls.push({
        texts,
        signal,
        answer: (vector) => {
          resolve({ vectors: [vector], model: 'm', usage: { inputTokens: 1, outputTokens: 0, exact: true } });
        },
        fail: () => {
          reject(new UpstreamError('upstream.failed', 'It failed.'));
        },
      });
    });
  }
}

const within = <T>(work: () => Promise<T>, tenantId = 'a', signal?: AbortSignal) => {
  const scope = createScope({ tenantId, deadlineMs: 10_000, ...(signal && { signal }) });
  const value = runInScope(scope, work).finally(() => {
    scope.deadline.dispose();
  });
  return { value, scope };
};

describe('embeddings of queries', () => {
  it('asks once for equal queries in flight, and not again while the answer is kept', async () => {
    const port = new HandPort();
    const queries = new QueryEmbeddings(port);
    const asked = [1, 2, 3].map(() => within(() => queries.of('flask')).value);
    expect(port.calls).toHaveLength(1);
    port.calls[0]?.answer([1, 2]);
    expect(await Promise.all(asked)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(await within(() => queries.of(' flask ')).value).toEqual([1, 2]);
    expect(port.calls).toHaveLength(1);
  });

  it('goes on for the others when one caller leaves, and aborts when the last one has left', async () => {
    const port = new HandPort();
    const queries = new QueryEmbeddings(port);
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = within(() => queries.of('flask'), 'a', first.signal).value.catch((error: unknown) => error);
    const staying = within(() => queries.of('flask'), 'a', second.signal).value;
    first.abort();
    expect(await leaving).toMatchObject({ code: 'call.cancelled' });
    expect(port.calls[0]?.signal.aborted).toBe(false);
    port.calls[0]?.answer([3]);
    expect(await staying).toEqual([3]);

    const alone = new AbortController();
    const gone = within(() => queries.of('lamp'), 'a', alone.signal).value.catch((error: unknown) => error);
    alone.abort();
    await gone;
    expect(port.calls[1]?.signal.aborted).toBe(true);
  });

  it('keeps no failure: the next caller asks again', async () => {
    const port = new HandPort();
    const queries = new QueryEmbeddings(port);
    const failing = within(() => queries.of('flask'));
    port.calls[0]?.fail();
    expect(await failing.value).toBeNull();
    expect(failing.scope.degraded).toEqual([{ stage: 'embedding', reason: 'upstream.failed' }]);
    const again = within(() => queries.of('flask'));
    port.calls[1]?.answer([4]);
    expect(await again.value).toEqual([4]);
  });

  it('shares nothing between tenants, and forgets after ten minutes', async () => {
    let now = 0;
    const port = new HandPort();
    const queries = new QueryEmbeddings(port, () => now);
    const ask = (tenant: string) => {
      const { value } = within(() => queries.of('flask'), tenant);
      port.calls.at(-1)?.answer([port.calls.length]);
      return value;
    };
    expect(await ask('a')).toEqual([1]);
    expect(await ask('b')).toEqual([2]);
    expect(await ask('a')).toEqual([1]);
    now = 10 * 60_000;
    expect(await ask('a')).toEqual([3]);
  });
});
