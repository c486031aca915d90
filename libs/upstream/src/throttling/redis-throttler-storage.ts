import { randomUUID } from 'node:crypto';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Script, type RedisLink } from '../cluster/redis-link.js';
import { type ThrottlerRecord, WindowThrottlerStorage } from './window-throttler-storage.js';

/** A key's requests in the window, by time; a refused request leaves no trace. ARGV: ttl ms, limit, id. */
const INCREMENT = new Script(`
local ttl, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ttl)
local hits = redis.call('ZCARD', KEYS[1])
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local free = #oldest == 0 and ttl or tonumber(oldest[2]) + ttl - now
if hits >= limit then return {hits + 1, free, 1} end
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('PEXPIRE', KEYS[1], ttl)
return {hits + 1, free, 0}
`);

/**
 * Requests per tenant over all processes, in a sliding window on Redis's clock; each process alone, with its part of the limit,
 * while Redis is away. Blocking beyond the window (`blockDuration`) is not offered: refused requests cost nothing.
 */
export class RedisThrottlerStorage implements ThrottlerStorage {
  readonly #link: RedisLink;
  readonly #prefix: string;
  readonly #maxReplicas: number;
  readonly #local = new WindowThrottlerStorage();

  constructor(link: RedisLink, options: { prefix?: string; maxReplicas?: number } = {}) {
    this.#link = link;
    this.#prefix = options.prefix ?? 'tradewind';
    this.#maxReplicas = options.maxReplicas ?? 4;
  }

  async increment(key: string, ttl: number, limit: number): Promise<ThrottlerRecord> {
    try {
      const answer = await this.#link.run(INCREMENT, [`${this.#prefix}:throttle:{${key}}`], [ttl, limit, randomUUID()]);
      const [totalHits = 0, freeMs = 0, blocked = 0] = Array.isArray(answer) ? answer.map(Number) : [];
      const seconds = Math.max(1, Math.ceil(freeMs / 1000));
      return {
        totalHits,
        timeToExpire: seconds,
        isBlocked: blocked === 1,
        timeToBlockExpire: blocked === 1 ? seconds : 0,
      };
    } catch {
      // At least one: a limit between tenants is no reason to serve nobody.
      const part = Math.max(1, Math.floor(limit / this.#maxReplicas));
      return this.#local.increment(key, ttl, part);
    }
  }
}
