import type { Check, ListQuery } from '@tradewind/contracts';
import type { Alongside } from '../../answers/alongside.js';
import type { Page } from '../../answers/page.js';

/** The checks of the current tenant. */
export abstract class CheckStore {
  /** Keeps a check; `alongside` runs in the same transaction. */
  abstract insert(check: Check, alongside?: Alongside): Promise<void>;

  /** @throws AppError 404 `check.not_found`, also for another tenant's check. */
  abstract get(checkId: string): Promise<Check>;

  /** The newest first. */
  abstract list(query: ListQuery): Promise<Page<Check>>;
}
