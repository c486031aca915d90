import { Module } from '@nestjs/common';
import { LedgerBooking } from './booking/ledger-booking.js';
import { UsageBooking } from './booking/usage-booking.js';
import { UsageLedger } from './ledger/usage-ledger.js';

/** Who used what, and what it cost: the ledger of every feature. */
@Module({
  providers: [UsageLedger, LedgerBooking, { provide: UsageBooking, useExisting: LedgerBooking }],
  exports: [UsageLedger, UsageBooking],
})
export class UsageModule {}
