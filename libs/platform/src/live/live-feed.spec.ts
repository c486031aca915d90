import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveFeed } from './live-feed.js';

let looks = 0;
const feed = (maxListeners = 10) => new LiveFeed(() => (looks += 1), { intervalMs: 1_000, maxListeners });
const settled = () => Promise.resolve().then(() => Promise.resolve());

beforeEach(() => {
  looks = 0;
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('LiveFeed', () => {
  it('gives a new listener the state at once', async () => {
    const listener = feed().follow();
    expect(await listener.next()).toEqual({ done: false, value: 1 });
    await listener.return();
  });

  it('looks once per interval for all its listeners', async () => {
    const state = feed();
    const listeners = Array.from({ length: 5 }, () => state.follow());
    await Promise.all(listeners.map((each) => each.next()));
    expect(looks).toBe(1);
    const next = listeners.map((each) => each.next());
    await settled();
    jest.advanceTimersByTime(1_000);
    expect((await Promise.all(next)).map(({ value }) => value)).toEqual([2, 2, 2, 2, 2]);
    expect(looks).toBe(2);
    await Promise.all(listeners.map((each) => each.return()));
  });

  it('rests when nobody listens', async () => {
    const state = feed();
    const listener = state.follow();
    await listener.next();
    await listener.return();
    expect(state.listeners).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps nothing for a slow listener but the newest state', async () => {
    const state = feed();
    const listener = state.follow();
    await listener.next();
    jest.advanceTimersByTime(5_000);
    const next = listener.next();
    await settled();
    jest.advanceTimersByTime(1_000);
    expect((await next).value).toBe(7);
    await listener.return();
  });

  it('ends every stream when it is closed, and begins no new one', async () => {
    const state = feed();
    const listener = state.follow();
    await listener.next();
    const next = listener.next();
    await settled();
    state.close();
    expect((await next).done).toBe(true);
    expect((await state.follow().next()).done).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('refuses more listeners than it was made for', async () => {
    const state = feed(1);
    const listener = state.follow();
    await listener.next();
    expect(() => state.follow()).toThrow(expect.objectContaining({ code: 'live.too_many_listeners', status: 429 }));
    await listener.return();
  });
});
