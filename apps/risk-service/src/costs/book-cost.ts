import { Logger } from '@nestjs/common';
import { isUpstreamError, runInScope } from '@tradewind/upstream';
import { ownScope } from '../runs/own-scope.js';
import type { FeatureUsage, UsageBooking } from '../usage/booking/usage-booking.js';
import type { CostMeter } from './cost-meter.js';

const logger = new Logger('Costs');

/** Time to book what was used, also when the request's own is over. */
const BOOK_MS = 5_000;

export interface Booked {
  /** Kebab-case name of the feature, such as `shadow-hunter`. */
  readonly feature: string;
  readonly operation: string;
  readonly meter: CostMeter;
}

/**
 * Does the work of one request and books what it used, whether it is answered, fails or is given up. A ledger that cannot be written
 * costs the row, which is logged with its figures, and never the answer.
 */
export async function withBooking<T>(booking: UsageBooking, what: Booked, work: () => Promise<T>): Promise<T> {
  const startedAt = new Date();
  const startedMs = performance.now();
  let failure: unknown;
  try {
    return await work();
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    const rows = what.meter.rows().map((row): FeatureUsage => ({
      ...{ feature: what.feature, operation: what.operation, startedAt, latencyMs: performance.now() - startedMs },
      ...outcomeOf(failure),
      ...row,
    }));
    await bookAll(booking, rows);
  }
}

async function bookAll(booking: UsageBooking, rows: readonly FeatureUsage[]): Promise<void> {
  if (rows.length === 0) return;
  const scope = ownScope(BOOK_MS);
  try {
    await runInScope(scope, () => Promise.all(rows.map((row) => booking.book(row))));
  } catch (error) {
    logger.error({ message: 'Usage could not be booked', rows, error });
  } finally {
    scope.deadline.dispose();
  }
}

function outcomeOf(failure: unknown): Pick<FeatureUsage, 'outcome' | 'errorCode'> {
  if (failure === undefined) return { outcome: 'ok' };
  const errorCode = isUpstreamError(failure) ? failure.code : 'internal';
  return { outcome: errorCode === 'call.cancelled' ? 'aborted' : 'failed', errorCode };
}
