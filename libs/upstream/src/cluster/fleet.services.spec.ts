import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CompiledPackage, FleetProcess } from '../../test/fleet/fleet.js';
import { InFlightLog } from '../../test/fleet/in-flight-log.js';
import { redisUrl } from '../../test/support/redis-url.js';
import { httpStub, sendJson, type StubServer } from '../../test/support/stub-server.js';

const LIMIT = 20;
const FLOOR = 5;
const LEASE_MS = 1_500;
const HEARTBEAT_MS = 500;
/** Long beside what a busy machine puts between one call's end and the next one's start. */
const CALL_MS = 500;
/** For processes to be scheduled, and for one call's end to be followed by the next one's start. */
const SLACK_MS = 500;

describe('four processes that share a limit of 20', () => {
  let compiled: CompiledPackage;
  let stub: StubServer;
  let log: InFlightLog;
  let fleet: FleetProcess[];

  beforeAll(() => {
    compiled = new CompiledPackage();
  });
  afterAll(() => {
    compiled.remove();
  });
  beforeEach(async () => {
    log = new InFlightLog();
    stub = await httpStub((_request, response) => {
      log.change(stub.inFlight.now);
      response.once('close', () => {
        log.change(stub.inFlight.now);
      });
      setTimeout(() => {
        sendJson(response, { organic: [] });
      }, CALL_MS);
    });
    fleet = [];
  });
  afterEach(async () => {
    await Promise.all(fleet.map((process) => process.end()));
    await stub.close();
  });

  /** Starts one process for each number of callers, and waits until they use the limit in full and have settled. */
  async function start(callersOfEach: readonly number[]): Promise<void> {
    const prefix = `test:${randomUUID()}`;
    fleet = callersOfEach.map(
      (callers) =>
        new FleetProcess(compiled.worker, {
          redisUrl: redisUrl(),
          prefix,
          stubUrl: stub.url,
          callers,
          limit: LIMIT,
          maxReplicas: 4,
          leaseMs: LEASE_MS,
          heartbeatMs: HEARTBEAT_MS,
        }),
    );
    await Promise.all(fleet.map((process) => process.ready()));
    // The first ones grow when their first lease is over.
    await until(() => stub.inFlight.now >= LIMIT, 4 * LEASE_MS, 'the limit is used in full');
    await sleep(2 * HEARTBEAT_MS);
  }

  const busy = (): FleetProcess => process(0);
  const process = (index: number): FleetProcess => {
    const found = fleet[index];
    if (found === undefined) throw new Error('no such process');
    return found;
  };

  /** Measures one steady phase. */
  async function utilisation(forMs: number): Promise<number> {
    const fromMs = performance.now();
    await sleep(forMs);
    return log.mean(fromMs, fromMs + forMs) / LIMIT;
  }

  async function until(condition: () => boolean, withinMs: number, what: string): Promise<number> {
    const fromMs = performance.now();
    while (!condition()) {
      if (performance.now() - fromMs > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
      await sleep(2);
    }
    return performance.now() - fromMs;
  }

  it('never run more than 20 calls at once, use ≥ 0.90 of them with 70 % of the demand on one, and have a killed one’s part back after a lease and a heartbeat', async () => {
    await start([28, 4, 4, 4]);
    const before = await utilisation(2_500);

    process(3).kill();
    await until(() => stub.inFlight.now <= LIMIT - 3, CALL_MS + SLACK_MS, 'the dead one’s calls have ended');
    await until(() => stub.inFlight.now >= LIMIT, LEASE_MS + HEARTBEAT_MS + SLACK_MS, 'its part is used by others');
    const after = await utilisation(2_500);

    expect(log.peak()).toBeLessThanOrEqual(LIMIT);
    expect(before).toBeGreaterThanOrEqual(0.9);
    expect(after).toBeGreaterThanOrEqual(0.9);
  }, 30_000);

  it('keep the floor of one that stands still, which starts nothing on the lease that ran out meanwhile', async () => {
    await start([28, 4, 4, 4]);
    busy().freeze();
    for (const other of fleet.slice(1)) other.addCallers(10);
    await sleep(LEASE_MS + 3 * HEARTBEAT_MS);
    // What it had is used by others, less its floor: it is not dead, and may go on at any moment.
    expect(log.peak(performance.now() - HEARTBEAT_MS)).toBe(LIMIT - FLOOR);
    const thawedMs = performance.now();
    busy().thaw();
    await until(() => stub.inFlight.now >= LIMIT, 2 * LEASE_MS, 'the limit is used in full again');
    await sleep(2 * HEARTBEAT_MS);
    expect(log.peak(thawedMs)).toBe(LIMIT);
  }, 30_000);
});
