import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { must, mustEqual, mustNotExceed } from '../../testing/must.js';
import { SystemClock } from './system-clock.js';
import { TimerWheel } from './timer-wheel.js';

describe('TimerWheel', () => {
  it('fires every timer once, never early, late by at most a tick, and never a cancelled one', () => {
    const program = fc.array(
      fc.oneof(
        fc.record({ add: fc.integer({ min: 0, max: 400 }) }),
        fc.record({ cancel: fc.nat(20) }),
        fc.record({ advance: fc.integer({ min: 0, max: 300 }) }),
      ),
      { maxLength: 60, size: 'max' },
    );
    fc.assert(
      fc.property(program, (steps) => {
        const tickMs = 4;
        let now = 1000.5;
        const wheel = new TimerWheel(tickMs, 8, now);
        const timers: { dueMs: number; cancelled: boolean; firedMs: number[]; cancel(): void }[] = [];
        const check = (): void => {
          for (const timer of timers) {
            if (timer.cancelled) continue;
            mustNotExceed(timer.firedMs.length, 1, 'times fired');
            if (now >= timer.dueMs + tickMs) mustEqual(timer.firedMs.length, 1, 'times fired, a tick after it was due');
            for (const firedMs of timer.firedMs) must(firedMs >= timer.dueMs, 'not early');
          }
          const armed = timers.filter((timer) => !timer.cancelled && timer.firedMs.length === 0).length;
          mustEqual(wheel.armed, armed, 'armed');
        };
        for (const step of steps) {
          if ('add' in step) {
            const firedMs: number[] = [];
            const dueMs = now + step.add;
            const handle = wheel.add(dueMs, (fired) => void fired.push(now), firedMs);
            timers.push({
              dueMs,
              cancelled: false,
              firedMs,
              cancel: () => {
                handle.cancel();
              },
            });
          } else if ('cancel' in step) {
            const timer = timers[step.cancel];
            if (timer === undefined) continue;
            if (timer.firedMs.length === 0) timer.cancelled = true;
            timer.cancel();
          } else {
            now += step.advance;
            wheel.advance(now);
            check();
          }
        }
        check();
      }),
      { numRuns: 500 },
    );
  });

  it('lets a callback cancel its neighbour in the same slot and arm new timers', () => {
    const wheel = new TimerWheel(4, 8, 0);
    const fired: string[] = [];
    const second = { cancel: (): void => undefined };
    wheel.add(
      10,
      () => {
        fired.push('first');
        second.cancel();
        wheel.add(11, () => fired.push('third'), undefined);
      },
      undefined,
    );
    const handle = wheel.add(10, () => fired.push('second'), undefined);
    second.cancel = () => {
      handle.cancel();
    };
    wheel.advance(12);
    expect(fired).toEqual(['first']);
    wheel.advance(16);
    expect(fired).toEqual(['first', 'third']);
    expect(wheel.armed).toBe(0);
  });

  it('fires the others when a callback throws, and then tells', () => {
    const wheel = new TimerWheel(4, 8, 0);
    const fired: string[] = [];
    wheel.add(
      5,
      () => {
        throw new Error('broken');
      },
      undefined,
    );
    wheel.add(5, () => fired.push('other'), undefined);
    expect(() => {
      wheel.advance(8);
    }).toThrow('broken');
    expect(fired).toEqual(['other']);
  });
});

describe('SystemClock', () => {
  it('fires a real timer, not early', async () => {
    const clock = new SystemClock();
    const began = clock.now();
    const at = await new Promise<number>((resolve) => {
      clock.setTimer(
        20,
        () => {
          resolve(clock.now());
        },
        undefined,
      );
    });
    expect(at - began).toBeGreaterThanOrEqual(20);
  });
});
