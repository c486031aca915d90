import { Module } from '@nestjs/common';
import { WatchlistScreening } from './screening.js';
import { PostgresWatchlist } from './store/postgres-watchlist.js';
import { Watchlist } from './store/watchlist.js';

@Module({
  providers: [WatchlistScreening, { provide: Watchlist, useClass: PostgresWatchlist }],
  exports: [WatchlistScreening],
})
export class WatchlistModule {}
