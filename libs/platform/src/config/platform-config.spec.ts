import { describe, expect, it } from '@jest/globals';
import { throttlingOptions } from '../fleet/throttling-options.js';
import { loadPlatformConfig } from './platform-config.js';

const DATABASE_URL = 'postgres://postgres@127.0.0.1/postgres';

describe('what every process reads from its environment', () => {
  it.each([
    { TENANT_REQUESTS_PER_MINUTE: '-1' },
    { UPSTREAM_MAX_REPLICAS: '0' },
    { REDIS_URL: 'http://127.0.0.1' },
    { DB_POOL_SIZE: 'many' },
    { DATABASE_URL: 'mysql://127.0.0.1' },
  ])('refuses %j by name', (wrong) => {
    expect(() => loadPlatformConfig({ DATABASE_URL, ...wrong })).toThrow(Object.keys(wrong)[0]);
  });

  it('limits each tenant to 1,200 requests a minute by default, over all replicas when there is Redis, and nobody at 0', () => {
    const limits = [{ limit: 1200, windowMs: 60_000 }];
    expect(throttlingOptions(loadPlatformConfig({ DATABASE_URL }))).toEqual({ limits, anonymous: 'unlimited' });
    const url = 'redis://127.0.0.1';
    const shared = throttlingOptions(loadPlatformConfig({ DATABASE_URL, REDIS_URL: url }));
    expect(shared).toMatchObject({ limits, redis: { url, maxReplicas: 4 } });
    const off = loadPlatformConfig({ DATABASE_URL, TENANT_REQUESTS_PER_MINUTE: '0' });
    expect(throttlingOptions(off)).toEqual({ limits: [] });
  });
});
