import { BUDGET_OWNERS, type BudgetName, type BudgetSetting } from '@tradewind/contracts';
import type { Upstream } from '@tradewind/upstream';
import type { EditedSections, SettingsConsumer } from './settings-watcher.js';

/** Budgets of the section `limits`, applied to the downstreams of this process. */
export class BudgetLimits implements SettingsConsumer {
  readonly uses = ['limits'] as const;

  /** @param upstream asked when it is needed: it is made by a module of the service; undefined where there is none */
  constructor(private readonly upstream: () => Upstream | undefined) {}

  prepare({ sections, base }: EditedSections): () => void {
    const edited: Partial<Record<BudgetName, BudgetSetting>> = (sections.limits ?? base.limits)?.budgets ?? {};
    return () => {
      const upstream = this.upstream();
      if (upstream === undefined) return;
      const here = new Set(upstream.snapshot().budgets.map(({ name }) => name));
      for (const name of Object.keys(BUDGET_OWNERS) as BudgetName[]) {
        // A budget of the other service, or one that nothing is said about any more and that is as it was configured.
        if (here.has(name)) upstream.adjustBudget(name, boundsOf(edited[name]));
      }
    };
  }
}

function boundsOf(setting: BudgetSetting = {}) {
  return {
    ...(setting.limit !== undefined && { limit: setting.limit }),
    ...(setting.max_waiting !== undefined && { maxWaiting: setting.max_waiting }),
    ...(setting.max_wait_ms !== undefined && { maxWaitMs: setting.max_wait_ms }),
  };
}
