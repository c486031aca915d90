import { Logger } from '@nestjs/common';
import type { CheckSubject } from '@tradewind/contracts';
import { currentScope, degrade, isUpstreamError, UpstreamError, withDeadline } from '@tradewind/upstream';
import type { Screening, WatchlistScreening } from '../../watchlist/screening.js';

const logger = new Logger('WatchlistScreening');

/** The most a comparison may take: it is a few indexed queries. */
const AT_MOST_MS = 3_000;
/** Share of the remaining time it may take when that is less. */
const SHARE = 0.3;
const NOT_SCREENED: Screening = { lists: [], hits: [] };

/**
 * Compares the company with the watch-lists while other work goes on. Lists that cannot be read are a degradation, `watchlist`, and
 * never the end of a check.
 */
export function screenAlongside(screening: WatchlistScreening, subject: CheckSubject): Promise<Screening> {
  const screened = degrade(
    'watchlist',
    () =>
      withDeadline(Math.min(AT_MOST_MS, currentScope().deadline.remainingMs() * SHARE), () =>
        screening.screen(subject).catch(asUnavailable),
      ),
    () => NOT_SCREENED,
  );
  // Awaited later: a caller who leaves meanwhile must not find it unhandled.
  screened.catch(() => undefined);
  return screened;
}

function asUnavailable(error: unknown): never {
  if (isUpstreamError(error)) throw error;
  logger.error({ message: 'The watch-lists could not be read', error });
  throw new UpstreamError('upstream.failed', 'The watch-lists could not be read.', { cause: error });
}
