import type { RouteServer } from './route-table.js';

/**
 * The servers in the order in which one call tries them: the first drawn by weight, the others as the route lists them.
 *
 * @param random uniform in [0, 1)
 */
export function attemptOrder(servers: readonly RouteServer[], random: () => number): RouteServer[] {
  const total = servers.reduce((sum, server) => sum + server.weight, 0);
  let ticket = random() * total;
  const first = servers.find((server) => (ticket -= server.weight) < 0) ?? servers[0];
  return first === undefined ? [] : [first, ...servers.filter((server) => server !== first)];
}
