import type { Check } from '../manifest.js';
import { mounts, references } from './configuration.js';
import { graces, hardening, images, probes, resources } from './containers.js';
import { identity, serviceAccounts } from './identity.js';
import { networkPolicies } from './network.js';
import { ingresses, monitors } from './routing.js';
import { autoscalers } from './scaling.js';
import { disruptionBudgets, services, spread, workloadSelectors } from './selectors.js';

/** Everything that must fit together in what an overlay renders, by the name it is reported under. */
export const checks: Readonly<Record<string, Check>> = {
  identity,
  'service accounts': serviceAccounts,
  'workload selectors': workloadSelectors,
  services,
  'disruption budgets': disruptionBudgets,
  'topology spread': spread,
  ingresses,
  monitors,
  autoscalers,
  'configuration and secrets': references,
  'volumes and mounts': mounts,
  resources,
  hardening,
  probes,
  images,
  'grace periods': graces,
  'network policies': networkPolicies,
};
