import type { Report, ReportSection } from '@tradewind/contracts';
import type { CheckEvent, StageReport } from '../shadow-hunter/check-event.js';

/** The stages of a report's own; those of a check that is run for it come before. */
export type ReportStage = 'preparing' | 'scoring' | 'writing';

/** What a report says while it is made; the names are those of the server-sent events. */
export type ReportEvent =
  | {
      readonly event: 'stage';
      readonly data: StageReport | { readonly stage: ReportStage; readonly report_id?: string };
    }
  | Extract<CheckEvent, { event: 'evidence' }>
  | { readonly event: 'section'; readonly data: ReportSection }
  | { readonly event: 'result'; readonly data: Report };
