import { describe, expect, it } from '@jest/globals';
import { LimitsSection } from '@tradewind/contracts';
import { BUDGETS, toBody, toDraft } from './limits-draft.js';

const BODY = LimitsSection.parse({
  budgets: { 'nexus-assess.llm': { limit: 3, max_waiting: 0 } },
  servers: { llm: { requests_per_minute: 600 } },
  keys: { tokens_per_minute: 5 },
  max_prompt_characters: 10_000,
});

describe('the draft of the limits', () => {
  it('comes back as the body it was made from, whatever other servers there are', () => {
    expect(toBody(toDraft(BODY, ['llm', 'other']))).toEqual(BODY);
    expect(toBody(toDraft(LimitsSection.parse({}), []))).toEqual(LimitsSection.parse({}));
  });

  it('has a row for every budget and every server, those without limits too', () => {
    const draft = toDraft(BODY, ['zeta']);
    expect(Object.keys(draft.budgets)).toEqual(BUDGETS);
    expect(Object.keys(draft.servers)).toEqual(['llm', 'zeta']);
    expect(draft.budgets['nexus-assess.llm']).toEqual({ limit: 3, max_waiting: 0, max_wait_ms: null });
  });
});
