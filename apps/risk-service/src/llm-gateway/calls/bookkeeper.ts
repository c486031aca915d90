import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, appErrorOf } from '@tradewind/platform';
import { isUpstreamError, type UpstreamErrorCode } from '@tradewind/upstream';
import { UsageLedger } from '../../usage/ledger/usage-ledger.js';
import type { Outcome } from '../../usage/ledger/usage-row.js';
import { NO_USAGE, type CallEnd, type CallRecord, type CallUsage } from './call-record.js';

/** Failures after which no upstream has worked on the call, so that there is nothing to pay. */
const FREE: ReadonlySet<UpstreamErrorCode> = new Set<UpstreamErrorCode>([
  'capacity.queue_full',
  'capacity.wait_too_long',
  'capacity.evicted',
  'quota.requests',
  'quota.tokens',
  'breaker.open',
  'upstream.unreachable',
  'upstream.rate_limited',
  'upstream.rejected',
  'upstream.failed',
  'scope.missing',
  'config.invalid',
]);

/** Closes the books on a call, exactly once: settles what its key had reserved and commits its row of the ledger. */
@Injectable()
export class Bookkeeper {
  private readonly logger = new Logger(Bookkeeper.name);

  constructor(@Inject(UsageLedger) private readonly ledger: Pick<UsageLedger, 'append' | 'assertAccepting'>) {}

  /** @throws AppError `ledger.unavailable` while usage cannot be recorded: better no new work than unbooked work */
  assertOpen(): void {
    this.ledger.assertAccepting();
  }

  /**
   * Returns nothing when the row is safe, which the end of the answer has to wait for, else a promise of it.
   * @throws AppError `ledger.unavailable`
   */
  book(call: CallRecord, end: CallEnd): Promise<void> | undefined {
    if (call.booked) return undefined;
    call.booked = true;
    const { kind, inputTokens, outputTokens } = end.usage;
    if (end.unsent) call.reservation?.refund();
    // What nobody worked on gives its tokens back; an estimate never does.
    else call.reservation?.settle(inputTokens + outputTokens, kind !== 'estimated');
    const row = call.toRow(end);
    return this.ledger.append(row, call.spendHold?.settle(Number(row.cost)));
  }

  /**
   * Books a call that ends with `error`. Does not throw: the error is what the client has to hear, and a row that cannot be
   * written yet is still kept and tried again.
   *
   * @param seen usage of what had come before the failure
   */
  async bookFailure(call: CallRecord, error: unknown, seen?: CallUsage): Promise<void> {
    const { status, code } = appErrorOf(error);
    try {
      await this.book(call, {
        outcome: outcomeOf(error),
        status,
        errorCode: code,
        usage: seen ?? usageOfFailure(call, error),
        unsent: call.attempts === 0 || isOurRefusal(error),
      });
    } catch (ledgerError) {
      this.logger.warn({
        requestId: call.scope.requestId,
        err: ledgerError,
        msg: 'The end of a call is not booked yet.',
      });
    }
  }
}

/** Turned away by a queue, a limit or a breaker of ours, before anything was sent. */
function isOurRefusal(error: unknown): boolean {
  return isUpstreamError(error) && /^(capacity|quota|breaker)\./.test(error.code);
}

function outcomeOf(error: unknown): Outcome {
  if (!isUpstreamError(error)) return appErrorOf(error).status < 500 ? 'refused' : 'failed';
  if (error.code === 'call.cancelled') return 'aborted';
  return isOurRefusal(error) ? 'refused' : 'failed';
}

/** A call given up while the upstream may have been working on it is charged for its input, by estimate. */
function usageOfFailure(call: CallRecord, error: unknown): CallUsage {
  if (error instanceof AppError || call.attempts === 0) return NO_USAGE;
  if (isUpstreamError(error) && FREE.has(error.code)) return NO_USAGE;
  return { kind: 'estimated', inputTokens: call.estimatedInputTokens, outputTokens: 0 };
}
