import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rateLimiterContract } from '../../test/support/rate-limiter-contract.js';
import { redisProxy, type RedisProxy } from '../testing/redis-proxy.js';
import { redisUrl } from '../../test/support/redis-url.js';
import { eventually } from '../../test/support/stub-server.js';
import { RedisLink } from './redis-link.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';

describe('rate limits in Redis', () => {
  rateLimiterContract(async () => {
    const link = new RedisLink({ url: redisUrl(), commandTimeoutMs: 1_000 });
    await link.ready();
    return {
      limiter: new RedisRateLimiter(link, { prefix: `test:${randomUUID()}`, maxReplicas: 4 }),
      close: () => link.close(),
    };
  });

  it('hold over several processes together', async () => {
    const prefix = `test:${randomUUID()}`;
    const links = Array.from({ length: 3 }, () => new RedisLink({ url: redisUrl(), commandTimeoutMs: 1_000 }));
    await Promise.all(links.map((link) => link.ready()));
    const limiters = links.map((link) => new RedisRateLimiter(link, { prefix, maxReplicas: 4 }));
    const decisions = await Promise.all(
      limiters.flatMap((limiter) =>
        Array.from({ length: 50 }, () => limiter.reserve('key', { requestsPerMinute: 20, tokensPerMinute: 150 }, 10)),
      ),
    );
    expect(decisions.filter((decision) => decision.granted)).toHaveLength(15);
    await Promise.all(links.map((link) => link.close()));
  });
});

describe('rate limits while Redis is away', () => {
  let proxy: RedisProxy;
  let link: RedisLink;
  let limiter: RedisRateLimiter;
  const limits = { requestsPerMinute: 20 };

  beforeEach(async () => {
    proxy = await redisProxy(redisUrl());
    link = new RedisLink({ url: proxy.url, commandTimeoutMs: 50, probeMs: 20 });
    await link.ready();
    limiter = new RedisRateLimiter(link, { prefix: `test:${randomUUID()}`, maxReplicas: 4 });
  });
  afterEach(async () => {
    await link.close();
    await proxy.close();
  });

  it.each(['freeze', 'cut'] as const)(
    'after a %s nobody waits longer than 50 ms, the part of one holds, and Redis is used again when it is back',
    async (how) => {
      await limiter.reserve('key', limits, 0);
      proxy[how]();
      const startedMs = performance.now();
      const first = await limiter.reserve('key', limits, 0);
      expect(performance.now() - startedMs).toBeLessThan(50 + 40);
      expect(first.granted).toBe(true);

      const againMs = performance.now();
      const decisions = await Promise.all(Array.from({ length: 30 }, () => limiter.reserve('key', limits, 0)));
      expect(performance.now() - againMs).toBeLessThan(20);
      // 20 ÷ 4, of which one was used through Redis and one just now.
      expect(decisions.filter((decision) => decision.granted)).toHaveLength(3);

      if (how === 'freeze') proxy.thaw();
      else proxy.restore();
      await eventually(() => link.up, 'Redis is back');
      await expect(Promise.resolve(limiter.reserve('key', limits, 0))).resolves.toMatchObject({ granted: true });
    },
  );
});
