import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { redisProxy, type RedisProxy } from '../testing/redis-proxy.js';
import { redisUrl } from '../../test/support/redis-url.js';
import { RedisLink } from '../cluster/redis-link.js';
import { RedisThrottlerStorage } from './index.js';

describe('RedisThrottlerStorage', () => {
  let proxy: RedisProxy;
  let links: RedisLink[] = [];

  beforeEach(async () => {
    proxy = await redisProxy(redisUrl());
  });
  afterEach(async () => {
    await Promise.all(links.map((link) => link.close()));
    await proxy.close();
  });

  /** Two processes, which take Redis for gone when it has not answered in `commandTimeoutMs`. */
  async function storages(commandTimeoutMs: number): Promise<RedisThrottlerStorage[]> {
    links = [1, 2].map(() => new RedisLink({ url: proxy.url, commandTimeoutMs }));
    await Promise.all(links.map((link) => link.ready()));
    const prefix = `test:${randomUUID()}`;
    return links.map((link) => new RedisThrottlerStorage(link, { prefix, maxReplicas: 4 }));
  }

  const hits = async (processes: readonly RedisThrottlerStorage[], count: number) => {
    const records = await Promise.all(
      processes.flatMap((storage) => Array.from({ length: count }, () => storage.increment('acme', 1_000, 8))),
    );
    return records.filter((record) => !record.isBlocked).length;
  };

  it('lets exactly the limit through over all processes, and again when the window has passed', async () => {
    // However busy the machine is: a Redis that is late is not what is looked at here.
    const processes = await storages(10_000);
    expect(await hits(processes, 20)).toBe(8);
    const refused = await processes[0]?.increment('acme', 1_000, 8);
    expect(refused).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await hits(processes, 20)).toBe(8);
  });

  it('goes on alone, with its part, while Redis is away', async () => {
    const processes = await storages(50);
    proxy.freeze();
    const startedMs = performance.now();
    // 8 ÷ 4 in each of two processes.
    expect(await hits(processes, 10)).toBe(4);
    expect(performance.now() - startedMs).toBeLessThan(150);
  });
});
