import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@tradewind/upstream/testing';
import { AdminThrottle } from './admin-throttle.js';

describe('AdminThrottle', () => {
  it('limits the requests of each address in any minute', () => {
    const clock = new FakeClock();
    const throttle = new AdminThrottle(3, clock);
    for (let n = 0; n < 3; n += 1) throttle.count('10.0.0.1');
    expect(() => throttle.count('10.0.0.1')).toThrow(expect.objectContaining({ code: 'quota.requests', status: 429 }));
    expect(() => throttle.count('10.0.0.2')).not.toThrow();
    clock.advance(60_000);
    expect(() => throttle.count('10.0.0.1')).not.toThrow();
  });

  it('hears nothing more from an address that has tried twenty wrong keys, even with the right one', () => {
    const throttle = new AdminThrottle(1_000, new FakeClock());
    for (let n = 0; n < 20; n += 1) throttle.countWrongKey('10.0.0.1');
    expect(() => throttle.count('10.0.0.1')).toThrow(expect.objectContaining({ status: 429 }));
    expect(() => throttle.count('10.0.0.2')).not.toThrow();
  });
});
