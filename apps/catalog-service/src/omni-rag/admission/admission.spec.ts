import { describe, expect, it } from '@jest/globals';
import { requestHash } from './new-task.js';
import { PlaceForecast } from './place-forecast.js';
import { RecentRefusals } from './recent-refusals.js';

describe('PlaceForecast', () => {
  it('gives every refused caller a moment of its own, as far apart as places come free', () => {
    let nowMs = 1_000_000;
    const forecast = new PlaceForecast(() => nowMs);
    forecast.observe(30);
    expect([forecast.next(), forecast.next(), forecast.next()]).toEqual([2_000, 4_000, 6_000]);
    nowMs += 60_000;
    expect(forecast.next()).toBe(2_000);
  });

  it('never sends anybody away for less than a second or more than five minutes', () => {
    const forecast = new PlaceForecast(() => 0);
    forecast.observe(60_000);
    expect(forecast.next()).toBe(1_000);
    forecast.observe(1);
    for (let index = 0; index < 20; index += 1) forecast.next();
    expect(forecast.next()).toBe(300_000);
  });
});

describe('RecentRefusals', () => {
  it('repeats a refusal for a moment, to the same tenant only', () => {
    let nowMs = 0;
    const refusals = new RecentRefusals(() => nowMs);
    refusals.remember('tenant_a', 'queue.full');
    expect(refusals.of('tenant_a')).toBe('queue.full');
    expect(refusals.of('tenant_b')).toBeUndefined();
    nowMs = 100;
    expect(refusals.of('tenant_a')).toBeUndefined();
  });
});

describe('requestHash', () => {
  it('tells requests apart by everything a caller can choose', () => {
    const task = { url: 'https://x/a.pdf', source: 'https://x/a.pdf', title: undefined, idempotencyKey: 'k' };
    const webhook = { url: 'https://y/', secret: 'a'.repeat(16) };
    const hashes = [task, { ...task, title: 'A' }, { ...task, url: 'https://x/b.pdf' }, { ...task, webhook }].map(
      requestHash,
    );
    expect(new Set(hashes).size).toBe(4);
    expect(requestHash({ ...task, idempotencyKey: 'other' })).toBe(hashes[0]);
  });
});
