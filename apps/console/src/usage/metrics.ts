import { amountsOf, type UsageSum } from './usage-sums.js';

/** What the chart shows of a group. Latency is no sum: its columns stand beside each other instead of on each other. */
export const METRICS = ['requests', 'errors', 'tokens', 'cost', 'latency'] as const;
export type Metric = (typeof METRICS)[number];

export function valueOf(metric: Metric, sum: UsageSum): number | null {
  switch (metric) {
    case 'requests':
      return sum.requests;
    case 'errors':
      return sum.refused + sum.failed;
    case 'tokens':
      return sum.inputTokens + sum.outputTokens;
    case 'cost':
      // For the eye only: sums that are read are added as decimals.
      return amountsOf(sum.cost).reduce((total, { amount }) => total + Number(amount), 0);
    case 'latency':
      return sum.worstP95Ms ?? null;
  }
}
