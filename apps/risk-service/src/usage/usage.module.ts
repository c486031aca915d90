import { Module } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { LedgerBooking } from './booking/ledger-booking.js';
import { UsageBooking } from './booking/usage-booking.js';
import { JournalKeeper } from './journal/journal-keeper.js';
import { openJournal } from './journal/open-journal.js';
import { UsageJournal } from './journal/usage-journal.js';
import { UsageLedger } from './ledger/usage-ledger.js';
import { AppSpending } from './spending/app-spending.js';
import { SpendStore } from './spending/spend-store.js';
import { StatisticsClock } from './statistics/statistics-clock.js';
import { UsageStatistics } from './statistics/usage-statistics.js';
import { readUsageEnv, USAGE_ENV, type UsageEnv } from './usage.config.js';

/** Who used what, and what it cost: the ledger of every feature. */
@Module({
  providers: [
    { provide: USAGE_ENV, useFactory: () => readUsageEnv() },
    {
      provide: UsageJournal,
      inject: [USAGE_ENV, Database],
      useFactory: (env: UsageEnv, database: Database) => openJournal(env.USAGE_JOURNAL_DIR, database),
    },
    UsageLedger,
    {
      provide: JournalKeeper,
      inject: [UsageLedger, UsageJournal],
      useFactory: (ledger: UsageLedger, journal: UsageJournal | undefined) => new JournalKeeper(ledger, journal),
    },
    LedgerBooking,
    { provide: UsageBooking, useExisting: LedgerBooking },
    SpendStore,
    AppSpending,
    UsageStatistics,
    StatisticsClock,
  ],
  exports: [UsageLedger, UsageBooking, AppSpending],
})
export class UsageModule {}
