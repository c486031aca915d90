import type { EntityClass } from '@tradewind/platform';
import { ReportRow } from './nexus-assess/store/report-row.js';
import { CheckRow } from './shadow-hunter/store/check-row.js';

/** Every table this service maps. */
export const entities: EntityClass[] = [CheckRow, ReportRow];
