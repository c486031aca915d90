import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../testing/fake-clock.js';
import { mustEqual, mustNotExceed } from '../../testing/must.js';
import { propertyRuns } from '../../testing/property-runs.js';
import { silentObserver } from '../observer/upstream-observer.js';
import type { Outcome } from '../pipeline/reply.js';
import { Breaker, type BreakerTicket } from './breaker.js';
import { Breakers } from './breakers.js';

const OPTIONS = { failures: 3, openMs: 1000, probes: 2 };

function breakerOn(clock: FakeClock): Breaker {
  return new Breaker('server', 'model', OPTIONS, clock, silentObserver, () => undefined);
}

/** The same machine written a second time, as plainly as possible: every ticket remembers the era it was claimed in. */
class Model {
  state: 'closed' | 'open' | 'half-open' = 'closed';
  era = 0;
  failures = 0;
  untilMs = 0;
  probes = 0;

  admits(nowMs: number): boolean {
    if (this.state === 'open') return nowMs >= this.untilMs;
    return this.state === 'closed' || this.probes < OPTIONS.probes;
  }

  claim(): { era: number } {
    if (this.state === 'open') this.become('half-open');
    if (this.state === 'half-open') this.probes++;
    return { era: this.era };
  }

  settle(ticket: { era: number }, outcome: Outcome, nowMs: number): void {
    if (ticket.era !== this.era) return;
    if (this.state === 'half-open') this.probes--;
    if (outcome === 'success') {
      if (this.state === 'half-open') this.become('closed');
      this.failures = 0;
    } else if (outcome === 'failed' || outcome === 'overloaded') {
      this.failures++;
      if (this.state === 'half-open' || this.failures >= OPTIONS.failures) {
        this.become('open');
        this.untilMs = nowMs + OPTIONS.openMs;
      }
    }
  }

  private become(state: 'closed' | 'open' | 'half-open'): void {
    this.state = state;
    this.era++;
    this.failures = 0;
    this.probes = 0;
  }
}

describe('Breaker', () => {
  it('behaves like its model under every program of claims, results and time', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const) }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('settle' as const),
          which: fc.nat(9),
          outcome: fc.constantFrom<Outcome>('success', 'failed', 'failed', 'overloaded', 'throttled', 'ignored'),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 1000, 1200) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const clock = new FakeClock();
        const breaker = breakerOn(clock);
        const model = new Model();
        const out: { real: BreakerTicket; modelled: { era: number } }[] = [];
        for (const move of steps) {
          if (move.do === 'wait') clock.advance(move.ms);
          else if (move.do === 'claim') {
            const admitted = model.admits(clock.now());
            const refusal = breaker.peek();
            mustEqual(refusal === undefined, admitted, 'admitted');
            if (refusal === undefined) out.push({ real: breaker.claim(), modelled: model.claim() });
            else {
              if (model.state === 'open') mustEqual(refusal.retryAfterMs, model.untilMs - clock.now(), 'retryAfterMs');
            }
          } else {
            const [ticket] = out.splice(move.which % Math.max(1, out.length), 1);
            if (ticket === undefined) continue;
            breaker.settle(ticket.real, move.outcome);
            model.settle(ticket.modelled, move.outcome, clock.now());
          }
          mustEqual(breaker.state, model.state, 'state');
          mustEqual(breaker.snapshot().probesInFlight, model.probes, 'probes under way');
          mustNotExceed(model.probes, OPTIONS.probes, 'probes under way');
        }
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  it('refuses at once while open, with the time of the next probe, and closes on the first good one', () => {
    const clock = new FakeClock();
    const breaker = breakerOn(clock);
    for (let i = 0; i < 3; i++) breaker.settle(breaker.claim(), 'failed');
    clock.advance(400);
    expect(breaker.peek()).toMatchObject({ code: 'breaker.open', retryAfterMs: 600 });
    expect(() => breaker.claim()).toThrow(expect.objectContaining({ code: 'breaker.open' }));
    clock.advance(600);
    const probe = breaker.claim();
    breaker.claim();
    expect(breaker.peek()?.code).toBe('breaker.open');
    breaker.settle(probe, 'success');
    expect(breaker.state).toBe('closed');
  });

  it('ignores the late failures of calls that began before it closed again', () => {
    const clock = new FakeClock();
    const breaker = breakerOn(clock);
    const old = [1, 2, 3, 4, 5].map(() => breaker.claim());
    for (let i = 0; i < 3; i++) breaker.settle(breaker.claim(), 'failed');
    clock.advance(1000);
    breaker.settle(breaker.claim(), 'success');
    for (const ticket of old) breaker.settle(ticket, 'failed');
    expect(breaker.state).toBe('closed');
    expect(breaker.snapshot().failures).toBe(0);
  });
});

describe('Breakers', () => {
  it('keeps one breaker per model, and does not grow without bound', () => {
    const clock = new FakeClock();
    const breakers = new Breakers('server', OPTIONS, clock, silentObserver);
    const bad = breakers.of('bad');
    for (let i = 0; i < 3; i++) bad.settle(bad.claim(), 'failed');
    expect(breakers.of('bad').state).toBe('open');
    expect(breakers.of('good').state).toBe('closed');
    for (let i = 0; i < 5000; i++) {
      const breaker = breakers.of(`model-${i}`);
      if (breaker.peek() === undefined) breaker.settle(breaker.claim(), 'failed');
    }
    expect(breakers.snapshot().length).toBeLessThanOrEqual(1002);
    expect(breakers.of('bad').state).toBe('open');
  });

  it('refuses options that make no sense', () => {
    expect(() => new Breakers('server', { failures: 0 }, new FakeClock(), silentObserver)).toThrow(
      expect.objectContaining({ code: 'config.invalid' }),
    );
  });
});
