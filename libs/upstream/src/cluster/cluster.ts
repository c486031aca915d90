import { randomUUID } from 'node:crypto';
import { UpstreamError, type RateLimiter } from '../core/index.js';
import type { ClusterOptions } from './cluster-options.js';
import { LeasedShare } from './leased-share.js';
import { RedisLink } from './redis-link.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';

/** What this process shares with its siblings, over one connection to Redis. */
export class Cluster {
  readonly link: RedisLink;
  readonly #options: Required<Omit<ClusterOptions, 'redisUrl'>>;
  readonly #processId = randomUUID();
  readonly #shares = new Map<string, LeasedShare>();

  /** @throws UpstreamError `config.invalid` */
  constructor(options: ClusterOptions) {
    this.#options = {
      prefix: options.prefix ?? 'tradewind',
      maxReplicas: options.maxReplicas ?? 4,
      sharedLimits: options.sharedLimits ?? {},
      leaseMs: options.leaseMs ?? 3_000,
      heartbeatMs: options.heartbeatMs ?? 1_000,
      commandTimeoutMs: options.commandTimeoutMs ?? 50,
    };
    check(this.#options);
    this.link = new RedisLink({ url: options.redisUrl, commandTimeoutMs: this.#options.commandTimeoutMs });
  }

  /** RPM and TPM windows; `space` keeps servers and tenants of the same name apart. */
  limiter(space: string): RateLimiter {
    const { prefix, maxReplicas } = this.#options;
    return new RedisRateLimiter(this.link, { prefix: `${prefix}:${space}`, maxReplicas });
  }

  /** This process's share of a limit of the fleet; undefined for a budget that is limited per process. */
  share(budget: string): LeasedShare | undefined {
    const { prefix, sharedLimits, maxReplicas, leaseMs, heartbeatMs } = this.#options;
    const limit = sharedLimits[budget];
    if (limit === undefined) return undefined;
    const share = new LeasedShare(this.link, {
      key: `${prefix}:share:{${budget}}`,
      processId: this.#processId,
      limit,
      maxReplicas,
      leaseMs,
      heartbeatMs,
    });
    this.#shares.set(budget, share);
    return share;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#shares.values(), (share) => share.close()));
    await this.link.close();
  }
}

function check({ maxReplicas, sharedLimits, leaseMs, heartbeatMs }: Required<Omit<ClusterOptions, 'redisUrl'>>): void {
  const problem =
    (Number.isSafeInteger(maxReplicas) && maxReplicas >= 1
      ? undefined
      : `maxReplicas is ${maxReplicas}, expected a whole number ≥ 1`) ??
    (leaseMs >= 2 * heartbeatMs
      ? undefined
      : `leaseMs is ${leaseMs}, expected at least two heartbeats (${2 * heartbeatMs})`) ??
    Object.entries(sharedLimits)
      .filter(([, limit]) => !Number.isSafeInteger(limit) || limit < maxReplicas)
      .map(
        ([name, limit]) =>
          `the shared limit of "${name}" is ${limit}, expected at least maxReplicas (${maxReplicas}), so that each can go on alone`,
      )
      .at(0);
  if (problem !== undefined) throw new UpstreamError('config.invalid', `Cluster: ${problem}.`);
}
