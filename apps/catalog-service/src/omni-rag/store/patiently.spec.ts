import { describe, expect, it } from '@jest/globals';
import { UpstreamError } from '@tradewind/upstream';
import { patiently } from './patiently.js';

describe('patiently', () => {
  it('tries refused work again after as long as the refusal says', async () => {
    const waits: number[] = [];
    let tries = 0;
    const answer = await patiently(
      () => {
        tries += 1;
        if (tries < 3) throw new UpstreamError('capacity.wait_too_long', 'x', { retryAfterMs: 700 });
        return Promise.resolve('done');
      },
      (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    );
    expect(answer).toBe('done');
    expect(waits).toEqual([700, 700]);
  });

  it('does not repeat work that has begun and failed', async () => {
    let tries = 0;
    const failing = patiently(() => {
      tries += 1;
      throw new UpstreamError('upstream.failed', 'x');
    });
    await expect(failing).rejects.toMatchObject({ code: 'upstream.failed' });
    expect(tries).toBe(1);
  });

  it('ends with the refusal when it lasts', async () => {
    const refused = patiently(
      () => {
        throw new UpstreamError('capacity.queue_full', 'x');
      },
      () => Promise.resolve(),
    );
    await expect(refused).rejects.toMatchObject({ code: 'capacity.queue_full' });
  });
});
