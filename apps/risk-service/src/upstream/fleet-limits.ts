import type { FleetLimit } from '@tradewind/platform';
import type { RiskEnv } from '../config/risk.config.js';

const BUDGETS = {
  SHADOW_HUNTER_CHECKS_FLEET_LIMIT: 'shadow-hunter.checks',
  SHADOW_HUNTER_SEARCH_FLEET_LIMIT: 'shadow-hunter.search',
  SHADOW_HUNTER_LLM_FLEET_LIMIT: 'shadow-hunter.llm',
  NEXUS_ASSESS_REPORTS_FLEET_LIMIT: 'nexus-assess.reports',
  NEXUS_ASSESS_LLM_FLEET_LIMIT: 'nexus-assess.llm',
  GATEWAY_LLM_FLEET_LIMIT: 'llm',
} as const;

/** The variables that limit the whole fleet, and what they limit. The gateway's own server is called `llm`. */
export function fleetLimits(env: RiskEnv): FleetLimit[] {
  return Object.entries(BUDGETS).map(([variable, budget]) => ({
    variable,
    budget,
    limit: env[variable as keyof typeof BUDGETS],
  }));
}
