import { randomUUID } from 'node:crypto';
import {
  InProcessRateLimiter,
  systemClock,
  type Clock,
  type RateDecision,
  type RateLimiter,
  type RateLimits,
  type RateReservation,
  type RateStatus,
} from '../core/index.js';
import { Script, type RedisLink } from './redis-link.js';

export interface RedisRateLimiterOptions {
  /** Before every key. */
  prefix: string;
  /** While Redis is away each process allows itself this part of every limit. */
  maxReplicas: number;
  clock?: Clock;
}

const WINDOW_MS = 60_000;
/** Who is refused while this process is alone is not sent away for longer: when Redis is back, there may be room at once. */
const ALONE_RETRY_MS = 1_000;

/**
 * The window is a sorted set of `id:requests:tokens` by time, the sums beside it. Old entries leave when somebody looks, so
 * that "N in any 60 s" holds exactly over all processes, on the clock of Redis alone.
 */
const PRELUDE = `
local log, sums, window = KEYS[1], KEYS[2], tonumber(ARGV[1])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function number(text) return tonumber(text) or 0 end
local function parts(member) return string.match(member, '^(.-):(%d+):(%d+)$') end
local old = redis.call('ZRANGEBYSCORE', log, '-inf', now - window)
if #old > 0 then
  local r, k = 0, 0
  for _, member in ipairs(old) do
    local _, mr, mk = parts(member)
    r = r + number(mr); k = k + number(mk)
  end
  redis.call('ZREMRANGEBYSCORE', log, '-inf', now - window)
  redis.call('HINCRBY', sums, 'r', -r); redis.call('HINCRBY', sums, 'k', -k)
end
local have = redis.call('HMGET', sums, 'r', 'k')
local requests, tokens = number(have[1]), number(have[2])
local function keep(id, r, k, at)
  redis.call('ZADD', log, at, id .. ':' .. r .. ':' .. k)
  redis.call('HINCRBY', sums, 'r', r); redis.call('HINCRBY', sums, 'k', k)
  redis.call('PEXPIRE', log, window * 2); redis.call('PEXPIRE', sums, window * 2)
  requests = requests + r; tokens = tokens + k
end
local function resetMs()
  local newest = redis.call('ZRANGE', log, -1, -1, 'WITHSCORES')
  return #newest == 0 and 0 or math.max(0, number(newest[2]) + window - now)
end
`;

/** ARGV: window, id, tokens, requests per minute, tokens per minute (-1: no limit). */
const RESERVE = new Script(`${PRELUDE}
local id, want, rpm, tpm = ARGV[2], number(ARGV[3]), number(ARGV[4]), number(ARGV[5])
local overR = rpm < 0 and 0 or requests + 1 - rpm
local overK = (tpm < 0 or want == 0) and 0 or tokens + want - tpm
if overR <= 0 and overK <= 0 then
  keep(id, 1, want, now)
  return {1, requests, tokens, resetMs(), now}
end
local wait, r, k = window, overR, overK
local entries = redis.call('ZRANGE', log, 0, 999, 'WITHSCORES')
for i = 1, #entries, 2 do
  local _, mr, mk = parts(entries[i])
  r = r - number(mr); k = k - number(mk)
  wait = number(entries[i + 1]) + window - now
  if r <= 0 and k <= 0 then break end
end
return {overR > 0 and -1 or -2, requests, tokens, resetMs(), math.max(1, math.min(window, wait))}
`);

/** ARGV: window, id, requests and tokens as they were kept, when, requests and tokens as they shall be. */
const CORRECT = new Script(`${PRELUDE}
local id, r, k, at, newR, newK = ARGV[2], number(ARGV[3]), number(ARGV[4]), ARGV[5], number(ARGV[6]), number(ARGV[7])
if newR <= r and newK <= k then
  if redis.call('ZREM', log, id .. ':' .. r .. ':' .. k) == 1 then
    redis.call('HINCRBY', sums, 'r', -r); redis.call('HINCRBY', sums, 'k', -k)
    if newR > 0 or newK > 0 then keep(id, newR, newK, at) end
  end
else
  keep(id .. '+', 0, newK - k, now)
end
return 1
`);

const STATUS = new Script(`${PRELUDE}
return {requests, tokens, resetMs()}
`);

/** Taken in Redis; corrected there. */
class SharedReservation implements RateReservation {
  open = true;

  constructor(
    readonly key: string,
    readonly tokens: number,
    readonly id: string,
    readonly atMs: number,
    /** The same use in this process's own window, which takes over when Redis goes away. */
    readonly local: RateReservation | undefined,
  ) {}
}

/** RPM and TPM windows that all processes share; alone, with its part of each limit, while Redis is away. */
export class RedisRateLimiter implements RateLimiter {
  readonly #link: RedisLink;
  readonly #options: RedisRateLimiterOptions;
  readonly #local: InProcessRateLimiter;
  /** Taken in Redis for calls that were refused meanwhile, to be given back when Redis is heard again. */
  #owed: SharedReservation[] = [];

  constructor(link: RedisLink, options: RedisRateLimiterOptions) {
    this.#link = link;
    this.#options = options;
    this.#local = new InProcessRateLimiter(options.clock ?? systemClock);
    link.onChange((up) => {
      if (up) this.#giveBackOwed();
    });
  }

  reserve(key: string, limits: RateLimits, tokens: number): RateDecision | Promise<RateDecision> {
    // Nothing to share where nothing is limited.
    if (limits.requestsPerMinute === undefined && limits.tokensPerMinute === undefined) {
      return this.#local.reserve(key, limits, tokens);
    }
    if (!this.#link.up) return this.#reserveAlone(key, limits, tokens);
    return this.#reserveShared(key, limits, tokens);
  }

  settle(reservation: RateReservation, usedTokens: number, exact: boolean): void {
    if (!(reservation instanceof SharedReservation)) {
      this.#local.settle(reservation, usedTokens, exact);
      return;
    }
    if (!reservation.open) return;
    reservation.open = false;
    if (reservation.local) this.#local.settle(reservation.local, usedTokens, exact);
    const used = Math.ceil(usedTokens);
    if (used > reservation.tokens || (used < reservation.tokens && exact)) this.#correct(reservation, 1, used);
  }

  refund(reservation: RateReservation): void {
    if (!(reservation instanceof SharedReservation)) {
      this.#local.refund(reservation);
      return;
    }
    if (!reservation.open) return;
    reservation.open = false;
    if (reservation.local) this.#local.refund(reservation.local);
    this.#correct(reservation, 0, 0);
  }

  async status(key: string, limits: RateLimits): Promise<RateStatus> {
    try {
      const [requests, tokens, resetMs] = numbers(await this.#link.run(STATUS, this.#keys(key), [WINDOW_MS]));
      return statusOf(limits, requests ?? 0, tokens ?? 0, resetMs ?? 0);
    } catch {
      return this.#local.status(key, this.#alone(limits));
    }
  }

  async #reserveShared(key: string, limits: RateLimits, tokens: number): Promise<RateDecision> {
    const id = randomUUID();
    const capped = Math.min(Math.ceil(tokens), limits.tokensPerMinute ?? Infinity);
    let alone: RateDecision | undefined;
    let answer: number[];
    try {
      const args = [WINDOW_MS, id, capped, limits.requestsPerMinute ?? -1, limits.tokensPerMinute ?? -1];
      const late = (given: unknown): void => {
        const [verdict, , , , atMs = 0] = numbers(given);
        if (verdict !== 1 || alone?.granted === true) return;
        this.#owed.push(new SharedReservation(key, capped, id, atMs, undefined));
        if (this.#link.up) this.#giveBackOwed();
      };
      answer = numbers(await this.#link.run(RESERVE, this.#keys(key), args, late));
    } catch {
      alone = this.#reserveAlone(key, limits, tokens);
      return alone;
    }
    const [verdict = -1, requests = 0, usedTokens = 0, resetMs = 0, ms = 0] = answer;
    const status = statusOf(limits, requests, usedTokens, resetMs);
    if (verdict !== 1) {
      return { granted: false, code: verdict === -1 ? 'quota.requests' : 'quota.tokens', retryAfterMs: ms, status };
    }
    const local = this.#local.reserve(key, {}, capped);
    const reservation = new SharedReservation(key, capped, id, ms, local.granted ? local.reservation : undefined);
    return { granted: true, reservation, status };
  }

  #reserveAlone(key: string, limits: RateLimits, tokens: number): RateDecision {
    const decision = this.#local.reserve(key, this.#alone(limits), tokens);
    return decision.granted ? decision : { ...decision, retryAfterMs: Math.min(decision.retryAfterMs, ALONE_RETRY_MS) };
  }

  /** What this process may use while it cannot ask. */
  #alone(limits: RateLimits): RateLimits {
    const part = (limit: number | undefined): number | undefined =>
      limit === undefined ? undefined : Math.floor(limit / this.#options.maxReplicas);
    return { requestsPerMinute: part(limits.requestsPerMinute), tokensPerMinute: part(limits.tokensPerMinute) };
  }

  #giveBackOwed(): void {
    const owed = this.#owed;
    this.#owed = [];
    for (const reservation of owed) this.#correct(reservation, 0, 0);
  }

  /** Nobody waits for it; what is lost with Redis leaves the window after a minute anyway. */
  #correct({ key, id, tokens, atMs }: SharedReservation, requests: number, newTokens: number): void {
    this.#link
      .run(CORRECT, this.#keys(key), [WINDOW_MS, id, 1, tokens, atMs, requests, newTokens])
      .catch(() => undefined);
  }

  #keys(key: string): string[] {
    // One hash tag per key: its two parts share a slot of a cluster.
    const base = `${this.#options.prefix}:rate:{${key}}`;
    return [`${base}:log`, `${base}:sums`];
  }
}

function statusOf(limits: RateLimits, requests: number, tokens: number, resetMs: number): RateStatus {
  const { requestsPerMinute, tokensPerMinute } = limits;
  return {
    ...(requestsPerMinute === undefined
      ? {}
      : { requests: { limit: requestsPerMinute, remaining: Math.max(0, requestsPerMinute - requests), resetMs } }),
    ...(tokensPerMinute === undefined
      ? {}
      : { tokens: { limit: tokensPerMinute, remaining: Math.max(0, tokensPerMinute - tokens), resetMs } }),
  };
}

function numbers(answer: unknown): number[] {
  return Array.isArray(answer) ? answer.map(Number) : [];
}
