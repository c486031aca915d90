import type { EntityClass } from '@tradewind/platform';
import { CheckRow } from './shadow-hunter/store/check-row.js';

/** Every table this service maps. */
export const entities: EntityClass[] = [CheckRow];
