import { Cluster, Redis } from 'ioredis';
import { describe, expect, it } from '@jest/globals';
import { parseRedisUrl } from './redis-address.js';
import { redisClient } from './redis-client.js';

describe('the address of a Redis', () => {
  it.each([
    ['redis://r', { nodes: [{ host: 'r', port: 6379 }], cluster: false, tls: false, db: 0 }],
    ['rediss://u:p%40ss@r:1/3', { cluster: false, tls: true, username: 'u', password: 'p@ss', db: 3 }],
    [
      'redis://:secret@a:1,redis://b:2, c:3',
      {
        cluster: true,
        password: 'secret',
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: 'c', port: 3 },
        ],
      },
    ],
    ['redis+cluster://[::1]:7000', { cluster: true, tls: false, nodes: [{ host: '::1', port: 7000 }] }],
    ['rediss+cluster://a,b', { cluster: true, tls: true }],
  ])('%s is understood', (url, expected) => {
    expect(parseRedisUrl(url)).toMatchObject(expected);
  });

  it.each(['', 'r:6379', 'http://r', 'redis://', 'redis://r/x', 'redis://a,,b', 'redis+cluster://a/1'])(
    '"%s" is refused',
    (url) => {
      expect(() => parseRedisUrl(url)).toThrow(expect.objectContaining({ code: 'config.invalid' }));
    },
  );

  it('is never part of what is said about it: it may hold a password', () => {
    expect(() => parseRedisUrl('redis://:secret@r/x')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });

  it('is connected to by the client for its kind', () => {
    for (const [url, kind] of [
      ['redis://127.0.0.1:1', Redis],
      ['redis+cluster://127.0.0.1:1', Cluster],
    ] as const) {
      const client = redisClient(url, { lazyConnect: true, maxRetriesPerRequest: 0 });
      expect(client).toBeInstanceOf(kind);
      client.disconnect();
    }
  });
});
