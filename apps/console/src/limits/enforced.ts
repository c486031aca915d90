import type { LiveFleet } from '@tradewind/contracts';
import type { ServerFields } from './limits-draft.js';

/** By budget, and by `gateway.` and the name for servers of the gateway; null where there is no limit. */
export type Enforced = ReadonlyMap<string, Partial<ServerFields>>;

/** Of equal replicas the first speaks. */
export function enforcedBy({ replicas }: LiveFleet): Enforced {
  const enforced = new Map<string, Partial<ServerFields>>();
  for (const { snapshot } of replicas) {
    for (const { name, configured_limit: limit, max_waiting, max_wait_ms } of snapshot.budgets)
      if (!enforced.has(name)) enforced.set(name, { limit, max_waiting, max_wait_ms });
    for (const { name, kind, rate } of snapshot.servers) {
      if (kind !== 'gateway') continue;
      const requests_per_minute = rate.requests?.limit ?? null;
      const tokens_per_minute = rate.tokens?.limit ?? null;
      enforced.set(`gateway.${name}`, {
        ...enforced.get(`gateway.${name}`),
        requests_per_minute,
        tokens_per_minute,
      });
    }
  }
  return enforced;
}
