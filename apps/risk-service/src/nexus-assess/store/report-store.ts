import type { ListQuery, Report } from '@tradewind/contracts';
import type { Alongside } from '../../answers/alongside.js';
import type { Page } from '../../answers/page.js';

/** The reports of the current tenant. */
export abstract class ReportStore {
  /** Keeps a report; `alongside` runs in the same transaction. */
  abstract insert(report: Report, alongside?: Alongside): Promise<void>;

  /** @throws AppError 404 `report.not_found`, also for another tenant's report. */
  abstract get(reportId: string): Promise<Report>;

  /** The newest first. */
  abstract list(query: ListQuery): Promise<Page<Report>>;
}
