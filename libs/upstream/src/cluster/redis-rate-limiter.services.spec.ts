import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { rateLimiterContract } from '../../test/support/rate-limiter-contract.js';
import { redisProxy, type RedisProxy } from '../testing/redis-proxy.js';
import { redisUrl } from '../../test/support/redis-url.js';
import { eventually } from '../../test/support/stub-server.js';
import type { RateLimits } from '../core/index.js';
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

describe('rate limits over two replicas and any 60 seconds', () => {
  it('let at most N requests and T tokens through in every window, of ten times as many attempts, and refuse nobody whom they have room for', async () => {
    const limits = { requestsPerMinute: 20, tokensPerMinute: 400 };
    const minutes = await SimulatedMinutes.open('key');
    // Bursts on both at once, and up to 15 s in which nobody comes.
    const burst = fc.record({
      attempts: fc.array(fc.nat(60), { minLength: 2, maxLength: 50, size: 'max' }),
      thenMs: fc.nat(15_000),
    });
    for (const { attempts, thenMs } of fc.sample(burst, { numRuns: 60, seed: 20_260_301 })) {
      await minutes.burst(attempts, limits);
      await minutes.pass(thenMs);
    }
    await minutes.close();
    const { grants, refusals } = minutes;
    const between = (fromMs: number, toMs: number) => {
      const window = grants.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
      return { requests: window.length, tokens: window.reduce((sum, { tokens }) => sum + tokens, 0) };
    };
    expect(refusals.length).toBeGreaterThan(grants.length);
    for (const { atMs } of grants) {
      // Of all windows of 60 s, those that end with a grant are the fullest.
      const { requests, tokens } = between(atMs - 60_000, atMs);
      expect(requests).toBeLessThanOrEqual(limits.requestsPerMinute);
      expect(tokens).toBeLessThanOrEqual(limits.tokensPerMinute);
    }
    for (const { fromMs, toMs, tokens } of refusals) {
      const window = between(fromMs - 60_000, toMs);
      expect(window.requests === limits.requestsPerMinute || window.tokens + tokens > limits.tokensPerMinute).toBe(
        true,
      );
    }
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
      // Nobody is sent away for a minute: Redis may be back in a moment.
      expect(decisions.find((decision) => !decision.granted)).toMatchObject({ retryAfterMs: 1_000 });

      if (how === 'freeze') proxy.thaw();
      else proxy.restore();
      await eventually(() => link.up, 'Redis is back');
      await expect(Promise.resolve(limiter.reserve('key', limits, 0))).resolves.toMatchObject({ granted: true });
    },
  );

  it('after a moment of silence what was taken for refused calls is given back', async () => {
    await limiter.reserve('key', limits, 0);
    proxy.freeze();
    const decisions = await Promise.all(Array.from({ length: 19 }, () => limiter.reserve('key', limits, 0)));
    expect(decisions.filter((decision) => decision.granted)).toHaveLength(4);
    proxy.thaw();
    await eventually(() => link.up, 'Redis is back');
    const used = async () => 20 - ((await limiter.status('key', limits)).requests?.remaining ?? 0);
    const deadlineMs = performance.now() + 2_000;
    while ((await used()) !== 5 && performance.now() < deadlineMs) await new Promise(setImmediate);
    expect(await used()).toBe(5);
  });
});

interface Grant {
  /** On Redis's clock, and what has passed beside it. */
  readonly atMs: number;
  readonly tokens: number;
}

interface Refusal {
  /** It was decided in between. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly tokens: number;
}

/** Two replicas on one Redis, for which minutes pass at once: what is in the window grows older by as much. */
class SimulatedMinutes {
  readonly grants: Grant[] = [];
  readonly refusals: Refusal[] = [];
  private passedMs = 0;

  private constructor(
    private readonly key: string,
    private readonly log: string,
    private readonly redis: Redis,
    private readonly links: readonly RedisLink[],
    private readonly replicas: readonly RedisRateLimiter[],
  ) {}

  static async open(key: string): Promise<SimulatedMinutes> {
    const prefix = `test:${randomUUID()}`;
    const links = [1, 2].map(() => new RedisLink({ url: redisUrl(), commandTimeoutMs: 5_000 }));
    await Promise.all(links.map((link) => link.ready()));
    const replicas = links.map((link) => new RedisRateLimiter(link, { prefix, maxReplicas: 2 }));
    return new SimulatedMinutes(key, `${prefix}:rate:{${key}}:log`, new Redis(redisUrl()), links, replicas);
  }

  /** All at once, through both in turn. */
  async burst(attempts: readonly number[], limits: RateLimits): Promise<void> {
    const fromMs = await this.now();
    const decisions = await Promise.all(
      attempts.map((tokens, index) => this.replicas[index % this.replicas.length]?.reserve(this.key, limits, tokens)),
    );
    const toMs = await this.now();
    for (const [index, decision] of decisions.entries()) {
      if (decision?.granted !== true) this.refusals.push({ fromMs, toMs, tokens: attempts[index] ?? 0 });
      else {
        const { reservation } = decision;
        if (!('atMs' in reservation) || typeof reservation.atMs !== 'number') throw new Error('Not decided in Redis.');
        this.grants.push({ atMs: reservation.atMs + this.passedMs, tokens: reservation.tokens });
      }
    }
  }

  async pass(ms: number): Promise<void> {
    this.passedMs += ms;
    const older = `for _, one in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZINCRBY', KEYS[1], -ARGV[1], one) end`;
    await this.redis.eval(older, 1, this.log, String(ms));
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    await Promise.all(this.links.map((link) => link.close()));
  }

  private async now(): Promise<number> {
    const [seconds, microseconds] = await this.redis.time();
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000) + this.passedMs;
  }
}
