import { randomUUID } from 'node:crypto';
import { UpstreamError, type RateLimiter } from '../core/index.js';
import type { ClusterOptions } from './cluster-options.js';
import { LeasedShare } from './leased-share.js';
import { Presence } from './presence.js';
import type { RedisLink } from './redis-link.js';
import { acquireLink, releaseLink } from './redis-links.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';

/** What this process shares with its siblings through Redis. */
export class Cluster {
  readonly link: RedisLink;
  readonly #options: Required<Omit<ClusterOptions, 'redisUrl'>>;
  readonly #processId = randomUUID();
  readonly #shares = new Map<string, LeasedShare>();
  readonly #presence: Presence | undefined;

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
    this.link = acquireLink({ url: options.redisUrl, commandTimeoutMs: this.#options.commandTimeoutMs });
    const sharing = Object.keys(this.#options.sharedLimits).length > 0;
    this.#presence = sharing ? new Presence(options.redisUrl) : undefined;
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
    const key = `${prefix}:share:{${budget}}`;
    const lease = { key, processId: this.#processId, limit, maxReplicas, leaseMs, heartbeatMs };
    const share = new LeasedShare(this.link, lease, this.#presence);
    this.#shares.set(budget, share);
    return share;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#shares.values(), (share) => share.close()));
    this.#presence?.close();
    await releaseLink(this.link);
  }
}

function check({ maxReplicas, sharedLimits, leaseMs, heartbeatMs }: Required<Omit<ClusterOptions, 'redisUrl'>>): void {
  const problem =
    (Number.isSafeInteger(maxReplicas) && maxReplicas >= 1
      ? undefined
      : `maxReplicas is ${maxReplicas}, expected a whole number ≥ 1`) ??
    (leaseMs >= 3 * heartbeatMs
      ? undefined
      : `leaseMs is ${leaseMs}, expected at least three heartbeats (${3 * heartbeatMs})`) ??
    Object.entries(sharedLimits)
      .filter(([, limit]) => !Number.isSafeInteger(limit) || limit < maxReplicas)
      .map(
        ([name, limit]) =>
          `the shared limit of "${name}" is ${limit}, expected at least maxReplicas (${maxReplicas}), so that each can go on alone`,
      )
      .at(0);
  if (problem !== undefined) throw new UpstreamError('config.invalid', `Cluster: ${problem}.`);
}
