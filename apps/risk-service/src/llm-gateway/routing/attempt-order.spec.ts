import { describe, expect, it } from '@jest/globals';
import { attemptOrder } from './attempt-order.js';
import type { RouteServer } from './route-table.js';

const server = (name: string, weight: number): RouteServer => ({ server: name, model: 'm', weight });
const names = (servers: RouteServer[]) => servers.map(({ server: name }) => name);

describe('attemptOrder', () => {
  it('draws the first server in proportion to the weights', () => {
    const servers = [server('a', 3), server('b', 1), server('spare', 0)];
    const firsts = Array.from({ length: 400 }, (_, i) => names(attemptOrder(servers, () => i / 400))[0]);
    expect(firsts.filter((name) => name === 'a')).toHaveLength(300);
    expect(firsts.filter((name) => name === 'b')).toHaveLength(100);
  });

  it('falls back in the order of the route, each server once', () => {
    const servers = [server('a', 1), server('b', 1), server('spare', 0)];
    expect(names(attemptOrder(servers, () => 0.9))).toEqual(['b', 'a', 'spare']);
  });

  it('starts with the first server when none has a weight', () => {
    expect(names(attemptOrder([server('a', 0), server('b', 0)], () => 0.5))).toEqual(['a', 'b']);
  });
});
