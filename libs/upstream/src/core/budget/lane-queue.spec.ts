import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../testing/fake-clock.js';
import { must, mustEqual, mustNotExceed } from '../../testing/must.js';
import { propertyRuns } from '../../testing/property-runs.js';
import { testScope } from '../../testing/test-scope.js';
import { LaneQueue } from './lane-queue.js';
import { Waiter } from './waiter.js';

const clock = new FakeClock();
const { deadline } = testScope(clock);
const owner = { abandoned: (): void => undefined, expired: (): void => undefined };

function waiter(tenantId: string, cost: number): Waiter {
  const claim = { lane: 'interactive' as const, tenantId, deadline, bytes: 0, cost, companion: undefined };
  return new Waiter(owner, claim, 0, 0);
}

describe('LaneQueue', () => {
  it('keeps order, lengths and the longest queue right under every program of comings and goings', () => {
    const step = fc.record({
      do: fc.constantFrom('append', 'append', 'take', 'remove', 'restore'),
      tenant: fc.nat(4),
      which: fc.nat(30),
      cost: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const queue = new LaneQueue();
        const model = new Map<string, Waiter[]>();
        const all = (): Waiter[] => [...model.values()].flat();
        for (const move of steps) {
          const tenantId = `t${move.tenant}`;
          if (move.do === 'append') {
            const one = waiter(tenantId, move.cost);
            queue.append(one);
            model.set(tenantId, [...(model.get(tenantId) ?? []), one]);
          } else if (move.do === 'remove') {
            const everybody = all();
            const one = everybody[move.which % Math.max(1, everybody.length)];
            if (one === undefined) continue;
            queue.remove(one);
            drop(model, one);
          } else {
            const next = queue.peek();
            mustEqual(next === undefined, all().length === 0, 'nobody is next');
            if (next === undefined) continue;
            must(model.get(next.claim.tenantId)?.[0] === next, 'the oldest of a tenant is next');
            must(queue.peek() === next, 'whoever is next stays next');
            queue.take(next);
            if (move.do === 'restore') queue.restore(next);
            else drop(model, next);
          }
          const lengths = [...model.values()].map((flow) => flow.length);
          mustEqual(queue.length, all().length, 'length');
          mustEqual(queue.tenants, model.size, 'tenants');
          mustEqual(queue.longest?.length ?? 0, Math.max(0, ...lengths), 'longest tenant queue');
          const queued = new Set(queue);
          must(queued.size === queue.length && all().every((one) => queued.has(one)), 'everybody is in the queue');
        }
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('gives every waiting tenant the same service to within the largest cost, whatever their calls cost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 40 }), {
          minLength: 2,
          maxLength: 5,
        }),
        (tenants) => {
          const queue = new LaneQueue();
          tenants.forEach((costs, tenant) => {
            for (const cost of costs) queue.append(waiter(String(tenant), cost));
          });
          const service = tenants.map(() => 0);
          // As long as all of them have somebody waiting.
          while (queue.tenants === tenants.length) {
            const next = queue.peek();
            if (next === undefined) break;
            const tenant = Number(next.claim.tenantId);
            service[tenant] = (service[tenant] ?? 0) + next.claim.cost;
            queue.take(next);
            mustNotExceed(Math.max(...service) - Math.min(...service), 3 * 9, 'difference in service');
          }
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

function drop(model: Map<string, Waiter[]>, one: Waiter): void {
  const { tenantId } = one.claim;
  const rest = (model.get(tenantId) ?? []).filter((other) => other !== one);
  if (rest.length === 0) model.delete(tenantId);
  else model.set(tenantId, rest);
}
