import type { SectionBodies } from '@tradewind/contracts';

/**
 * The sections in force: each as it was last edited, else as the environment says. What the environment says about servers
 * and models that an edit has taken away no longer concerns anybody and is left out.
 */
export function effectiveSections(environment: SectionBodies, edited: Partial<SectionBodies>): SectionBodies {
  const servers = edited.servers ?? environment.servers;
  const routes = edited.routes ?? environment.routes;
  return {
    servers,
    routes,
    limits: edited.limits ?? {
      ...environment.limits,
      servers: only(environment.limits.servers, (server) => Object.hasOwn(servers, server)),
    },
    words: edited.words ?? environment.words,
    prices: edited.prices ?? {
      ...environment.prices,
      models: only(environment.prices.models, (model) => Object.hasOwn(routes, model)),
    },
  };
}

function only<V>(entries: Record<string, V>, keep: (name: string) => boolean): Record<string, V> {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => keep(name)));
}
