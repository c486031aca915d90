import type { BudgetOptions, RateLimits } from '../core/index.js';
import type { ClusterOptions } from '../cluster/cluster-options.js';
import type { ProviderOptions, UseOptions } from '../providers/provider-options.js';

/** Everything a process may call, and how much of it at once. Plain data. */
export interface UpstreamOptions {
  /** Downstreams by name. */
  providers: Record<string, ProviderOptions>;
  /** Uses by name: each is a budget of its own before a provider. */
  uses: Record<string, UseOptions>;
  /** Budgets without a provider: doors, pools, anything that must be bounded. */
  budgets?: Record<string, BudgetOptions>;
  /** RPM and TPM of each tenant over all uses together; undefined for a tenant that is not limited. Default: nobody is. */
  tenantLimits?: (tenantId: string) => RateLimits | undefined;
  /** Share limits with other processes through Redis. Default: this process limits alone. */
  cluster?: ClusterOptions;
}
