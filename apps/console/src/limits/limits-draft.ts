import { BUDGET_OWNERS, type BudgetName, type LimitsSection } from '@tradewind/contracts';

type Field = number | null;
export interface BudgetFields {
  limit: Field;
  max_waiting: Field;
  max_wait_ms: Field;
}
export interface ServerFields extends BudgetFields {
  requests_per_minute: Field;
  tokens_per_minute: Field;
}
export interface LimitsDraft {
  budgets: Record<BudgetName, BudgetFields>;
  servers: Record<string, ServerFields>;
  keys: Pick<ServerFields, 'requests_per_minute' | 'tokens_per_minute'>;
  max_prompt_characters: Field;
}

export const BUDGETS = Object.keys(BUDGET_OWNERS) as BudgetName[];

const NO_BUDGET: BudgetFields = { limit: null, max_waiting: null, max_wait_ms: null };
const NO_RATES = { requests_per_minute: null, tokens_per_minute: null };

/** Every budget has its row, whether or not somebody has limited it; an empty field stands for what is left out. */
export function toDraft(body: LimitsSection, servers: readonly string[]): LimitsDraft {
  const names = [...new Set([...servers, ...Object.keys(body.servers)])].sort();
  return {
    budgets: Object.fromEntries(
      BUDGETS.map((name) => [name, { ...NO_BUDGET, ...body.budgets[name] }]),
    ) as LimitsDraft['budgets'],
    servers: Object.fromEntries(names.map((name) => [name, { ...NO_BUDGET, ...NO_RATES, ...body.servers[name] }])),
    keys: { ...NO_RATES, ...body.keys },
    max_prompt_characters: body.max_prompt_characters ?? null,
  };
}

/** What is empty is left out, and so is what is empty altogether. */
export function toBody(draft: LimitsDraft): LimitsSection {
  return {
    budgets: filled(draft.budgets),
    servers: filled(draft.servers),
    keys: given(draft.keys),
    ...given({ max_prompt_characters: draft.max_prompt_characters }),
  };
}

function filled(rows: Record<string, object>): Record<string, Record<string, number>> {
  const entries = Object.entries(rows).map(([name, row]) => [name, given(row)] as const);
  return Object.fromEntries(entries.filter(([, row]) => Object.keys(row).length > 0));
}

function given(row: object): Record<string, number> {
  const entries = Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(entries);
}
