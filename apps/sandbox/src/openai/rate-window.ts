import type { FastifyReply } from 'fastify';
import type { DialSettings } from '../dials/dial.js';

/** Announced when no limit is dialled: too large to be met. */
const unlimited = { requests: 1_000_000, tokens: 1_000_000_000 };
const windowSeconds = 60;

interface Second {
  at: number;
  requests: number;
  tokens: number;
}

interface Reading {
  limit: { requests: number; tokens: number };
  remaining: { requests: number; tokens: number };
  /** Until the oldest use leaves the window. */
  resetSeconds: number;
  /** Whether this call was one too many; then it has used nothing. */
  exceeded: 'requests' | 'tokens' | null;
}

/** Requests and tokens per model over the last minute, in steps of a second. */
export class RateWindows {
  private readonly seconds = new Map<string, Second[]>();

  constructor(private readonly nowMs: () => number = Date.now) {}

  take(model: string, tokens: number, dials: DialSettings): Reading {
    const now = Math.floor(this.nowMs() / 1000);
    const live = (this.seconds.get(model) ?? []).filter((second) => second.at > now - windowSeconds);
    const used = live.reduce(
      (sum, one) => ({ requests: sum.requests + one.requests, tokens: sum.tokens + one.tokens }),
      {
        requests: 0,
        tokens: 0,
      },
    );
    const limit = {
      requests: dials.requests_per_minute ?? unlimited.requests,
      tokens: dials.tokens_per_minute ?? unlimited.tokens,
    };
    const exceeded = this.overrun(dials, used, tokens);
    if (exceeded === null) {
      used.requests += 1;
      used.tokens += tokens;
      const last = live.at(-1);
      if (last?.at === now) {
        last.requests += 1;
        last.tokens += tokens;
      } else live.push({ at: now, requests: 1, tokens });
    }
    this.remember(model, live);
    return {
      limit,
      remaining: {
        requests: Math.max(0, limit.requests - used.requests),
        tokens: Math.max(0, limit.tokens - used.tokens),
      },
      resetSeconds: Math.max(1, (live[0]?.at ?? now) + windowSeconds - now),
      exceeded,
    };
  }

  private overrun(
    dials: DialSettings,
    used: { requests: number; tokens: number },
    tokens: number,
  ): Reading['exceeded'] {
    if (dials.requests_per_minute !== null && used.requests + 1 > dials.requests_per_minute) return 'requests';
    if (dials.tokens_per_minute !== null && used.tokens + tokens > dials.tokens_per_minute) return 'tokens';
    return null;
  }

  /** Bounded: the model that was seen first is forgotten when there are too many names. */
  private remember(model: string, live: Second[]): void {
    if (!this.seconds.has(model) && this.seconds.size >= 500) {
      const [oldest] = this.seconds.keys();
      if (oldest !== undefined) this.seconds.delete(oldest);
    }
    this.seconds.set(model, live);
  }
}

export function rateHeaders(reply: FastifyReply, reading: Reading): void {
  void reply.headers({
    'x-ratelimit-limit-requests': reading.limit.requests,
    'x-ratelimit-remaining-requests': reading.remaining.requests,
    'x-ratelimit-reset-requests': `${reading.resetSeconds}s`,
    'x-ratelimit-limit-tokens': reading.limit.tokens,
    'x-ratelimit-remaining-tokens': reading.remaining.tokens,
    'x-ratelimit-reset-tokens': `${reading.resetSeconds}s`,
  });
}
