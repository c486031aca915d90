import { type FeatureUsage, UsageBooking } from '../usage/booking/usage-booking.js';

/** A ledger in memory. */
export class RecordedBooking extends UsageBooking {
  readonly rows: FeatureUsage[] = [];
  broken = false;

  override book(usage: FeatureUsage): Promise<void> {
    if (this.broken) return Promise.reject(new Error('disk full'));
    this.rows.push(usage);
    return Promise.resolve();
  }
}
