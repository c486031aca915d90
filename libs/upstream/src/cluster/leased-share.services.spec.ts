import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { redisProxy, type RedisProxy } from '../testing/redis-proxy.js';
import { redisUrl } from '../../test/support/redis-url.js';
import { eventually } from '../../test/support/stub-server.js';
import { LeasedShare } from './leased-share.js';
import { RedisLink } from './redis-link.js';

const LIMIT = 20;
const LEASE_MS = 600;
const HEARTBEAT_MS = 100;

/** A process that would use `demand` permits and uses what it is given. */
class Process {
  readonly link: RedisLink;
  readonly share: LeasedShare;
  demand = 0;
  /** Calls that outlast a shrinking share. */
  stuck = 0;

  constructor(url: string, key: string) {
    this.link = new RedisLink({ url, commandTimeoutMs: 50, probeMs: 20 });
    this.share = new LeasedShare(this.link, {
      key,
      processId: randomUUID(),
      limit: LIMIT,
      maxReplicas: 4,
      leaseMs: LEASE_MS,
      heartbeatMs: HEARTBEAT_MS,
    });
  }

  async start(demand: number): Promise<void> {
    this.demand = demand;
    await this.link.ready();
    this.share.attach({ demand: () => this.demand, inFlight: () => this.inFlight });
  }

  get inFlight(): number {
    return Math.max(this.stuck, Math.min(this.demand, this.share.share()));
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    await this.link.close();
    await this.share.close();
    this.demand = 0;
  }

  async stop(): Promise<void> {
    await this.share.close();
    await this.link.close();
  }
}

describe('leased shares', () => {
  let key: string;
  let proxy: RedisProxy;
  let processes: Process[];
  let peak: number;
  let watch: NodeJS.Timeout;

  beforeEach(async () => {
    key = `test:${randomUUID()}`;
    proxy = await redisProxy(redisUrl());
    processes = Array.from({ length: 4 }, () => new Process(proxy.url, key));
    peak = 0;
    watch = setInterval(() => {
      peak = Math.max(peak, inFlight());
    }, 1);
  });
  afterEach(async () => {
    clearInterval(watch);
    await Promise.all(processes.map((process) => process.stop()));
    await proxy.close();
  });

  const inFlight = () => processes.reduce((sum, process) => sum + process.inFlight, 0);
  const at = (index: number): Process => {
    const process = processes[index];
    if (process === undefined) throw new Error('no such process');
    return process;
  };

  it('follow demand, never exceed the limit, and come back from the dead', async () => {
    await Promise.all(processes.map((process, index) => process.start(index === 0 ? 28 : 4)));
    // 70 % of the demand in one place: three take their 4, the busy one all the rest.
    await eventually(() => inFlight() === LIMIT, 'the limit is used in full');
    expect(at(0).share.share()).toBe(8);

    at(1).demand = 0;
    await eventually(() => at(0).share.share() >= 12, 'what one gives up the other gets');
    at(1).demand = 4;
    at(1).share.wanted(4);
    await eventually(() => at(1).share.share() >= 4, 'a fair part comes back');

    const killedMs = performance.now();
    await at(3).kill();
    await eventually(() => at(0).inFlight === 12, 'the dead one’s part is taken over');
    expect(performance.now() - killedMs).toBeLessThan(LEASE_MS + 2 * HEARTBEAT_MS + 100);
    expect(peak).toBeLessThanOrEqual(LIMIT);
  });

  it('a part that is still in use is not given away', async () => {
    await at(0).start(20);
    await eventually(() => at(0).share.share() === LIMIT, 'alone it has everything');
    at(0).stuck = 15;
    await at(1).start(20);
    await eventually(() => at(0).share.share() === 10, 'its share shrinks');
    await new Promise((resolve) => setTimeout(resolve, 3 * HEARTBEAT_MS));
    expect(at(1).share.share()).toBe(5);
    at(0).stuck = 0;
    await eventually(() => at(1).share.share() === 10, 'the rest follows when the calls have ended');
    expect(peak).toBeLessThanOrEqual(LIMIT);
  });

  it.each(['freeze', 'cut'] as const)('fall back to the floor when Redis is away (%s), and recover', async (how) => {
    await Promise.all(processes.map((process, index) => process.start(index === 0 ? 28 : 1)));
    await eventually(() => at(0).share.share() >= 16, 'the busy one has most');
    proxy[how]();
    await eventually(() => processes.every((process) => process.share.share() === 5), 'everyone is at its floor');
    if (how === 'freeze') proxy.thaw();
    else proxy.restore();
    await eventually(() => at(0).share.share() >= 16, 'the busy one has most again');
    expect(peak).toBeLessThanOrEqual(LIMIT);
  });
});
