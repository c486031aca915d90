import { z } from 'zod';

/** The service that has each budget. A limit is one of each process of that service. */
export const BUDGET_OWNERS = {
  'shadow-hunter.checks': 'risk-service',
  'shadow-hunter.search': 'risk-service',
  'shadow-hunter.pages': 'risk-service',
  'shadow-hunter.llm': 'risk-service',
  'nexus-assess.reports': 'risk-service',
  'nexus-assess.llm': 'risk-service',
  'omni-rag.embedding': 'catalog-service',
  'omni-rag.llm': 'catalog-service',
  'omni-rag.db-write': 'catalog-service',
  'omni-rag.index-write': 'catalog-service',
  'omni-rag.rerank': 'catalog-service',
  'omni-rag.parser': 'catalog-service',
  'deal-brain.embedding': 'catalog-service',
  'deal-brain.rerank': 'catalog-service',
  'deal-brain.llm': 'catalog-service',
  'deal-brain.retrieval': 'catalog-service',
} as const;

export type BudgetName = keyof typeof BUDGET_OWNERS;
export const BudgetName = z
  .enum(Object.keys(BUDGET_OWNERS) as [BudgetName, ...BudgetName[]])
  .meta({ id: 'BudgetName' });

/** Every bound has a ceiling: nothing can be made unbounded. */
const bounds = {
  limit: z.int().min(1).max(1_000).optional().meta({ description: 'Calls in flight in one process' }),
  max_waiting: z.int().min(0).max(10_000).optional().meta({ description: 'Calls that wait in one process' }),
  max_wait_ms: z.int().min(1).max(600_000).optional().meta({ description: 'Longest wait' }),
};

const perMinute = z.int().min(1).max(100_000_000);

export const RateSetting = z
  .strictObject({
    requests_per_minute: perMinute.optional().meta({ description: 'In any 60 seconds' }),
    tokens_per_minute: perMinute.optional().meta({ description: 'In any 60 seconds, input and output together' }),
  })
  .meta({ id: 'RateSetting', examples: [{ requests_per_minute: 600, tokens_per_minute: 600_000 }] });
export type RateSetting = z.infer<typeof RateSetting>;

/** What is left out is as the process was configured. */
export const BudgetSetting = z
  .strictObject(bounds)
  .meta({ id: 'BudgetSetting', examples: [{ limit: 4, max_waiting: 50, max_wait_ms: 8_000 }] });
export type BudgetSetting = z.infer<typeof BudgetSetting>;

/** Permits and queue of a server are per process; its rates hold over all of them where `REDIS_URL` is set. */
export const ServerLimits = z
  .strictObject({ ...bounds, ...RateSetting.shape })
  .meta({ id: 'ServerLimits', examples: [{ limit: 32, requests_per_minute: 600 }] });
export type ServerLimits = z.infer<typeof ServerLimits>;

export const LimitsSection = z
  .strictObject({
    budgets: z.partialRecord(BudgetName, BudgetSetting).default({}),
    servers: z.record(z.string().max(200), ServerLimits).default({}).meta({ description: 'By name of the server' }),
    keys: RateSetting.default({}).meta({ description: 'Of each API key that has no rates of its own' }),
    max_prompt_characters: z
      .int()
      .min(1)
      .max(10_000_000)
      .optional()
      .meta({ description: 'Of tenants that have no length of their own' }),
  })
  .meta({
    id: 'LimitsSection',
    examples: [
      {
        budgets: { 'nexus-assess.llm': { limit: 3, max_waiting: 50 } },
        servers: { llm: { limit: 32, requests_per_minute: 600 } },
        keys: { requests_per_minute: 600, tokens_per_minute: 600_000 },
        max_prompt_characters: 10_000,
      },
    ],
  });
export type LimitsSection = z.infer<typeof LimitsSection>;
