import { HEALTHY, type Dials } from './sandbox-api.js';

const allHealthy = (): Dials => ({
  llm: { ...HEALTHY },
  embedding: { ...HEALTHY },
  rerank: { ...HEALTHY },
  search: { ...HEALTHY },
});

/** Settings of all dials at once, for those who do not know yet what to look for. */
export const TROUBLES = {
  none: allHealthy,
  slowModel: () => ({ ...allHealthy(), llm: { ...HEALTHY, latency_ms: 4_000 } }),
  failingModel: () => ({ ...allHealthy(), llm: { ...HEALTHY, error_rate: 0.9 } }),
  limitingModel: () => ({ ...allHealthy(), llm: { ...HEALTHY, rate_limit_rate: 0.8 } }),
  slowReranker: () => ({ ...allHealthy(), rerank: { ...HEALTHY, latency_ms: 3_000 } }),
  noSearch: () => ({ ...allHealthy(), search: { ...HEALTHY, error_rate: 1 } }),
} as const satisfies Record<string, () => Dials>;
export type Trouble = keyof typeof TROUBLES;
export const TROUBLE_NAMES = Object.keys(TROUBLES) as Trouble[];
