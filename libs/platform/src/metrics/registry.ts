import { collectDefaultMetrics, Registry } from 'prom-client';

/** The registry of one process: its own, so that two services in one test process do not meet. Inject it as `Registry`. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}
