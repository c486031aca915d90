import { describe, expect, it } from '@jest/globals';
import { AppError } from '@tradewind/platform';
import { createScope, systemClock, UpstreamError } from '@tradewind/upstream';
import type { UsageRow } from '../../usage/ledger/usage-row.js';
import { testSettings } from '../testing/test-settings.js';
import { Bookkeeper } from './bookkeeper.js';
import { CallRecord } from './call-record.js';

function booked(attempts: number) {
  const rows: UsageRow[] = [];
  const settled: string[] = [];
  const ledger = {
    assertAccepting: () => undefined,
    append: (row: UsageRow) => {
      rows.push(row);
      return Promise.resolve();
    },
  };
  const call = new CallRecord('chat.completions', createScope({ deadlineMs: 1_000 }), testSettings(), systemClock);
  call.attempts = attempts;
  call.estimatedInputTokens = 7;
  call.reservation = {
    status: {},
    settle: (tokens, exact) => settled.push(`settled ${String(tokens)} ${exact ? 'exact' : 'estimated'}`),
    refund: () => settled.push('refunded'),
  };
  const bookkeeper = new Bookkeeper(ledger);
  return { rows, settled, call, bookkeeper };
}

const refusedRequest = new AppError({ code: 'request.invalid', status: 400, detail: 'no' });

describe('Bookkeeper', () => {
  it.each([
    ['a request refused before it is sent', 0, refusedRequest, 'refused', 'none', 'refunded'],
    ['an open breaker', 1, new UpstreamError('breaker.open', 'x'), 'refused', 'none', 'refunded'],
    ['a full queue', 1, new UpstreamError('capacity.queue_full', 'x'), 'refused', 'none', 'refunded'],
    ['a request the upstream will not take', 1, refusedRequest, 'refused', 'none', 'settled 0 exact'],
    ['an upstream that fails', 1, new UpstreamError('upstream.failed', 'x'), 'failed', 'none', 'settled 0 exact'],
    [
      'an upstream that is too slow',
      1,
      new UpstreamError('upstream.timeout', 'x'),
      'failed',
      'estimated',
      'settled 7 estimated',
    ],
    [
      'a client that leaves',
      1,
      new UpstreamError('call.cancelled', 'x'),
      'aborted',
      'estimated',
      'settled 7 estimated',
    ],
    ['a fault of ours', 1, new Error('bug'), 'failed', 'estimated', 'settled 7 estimated'],
  ])('books %s', async (_, attempts, error, outcome, usage, settlement) => {
    const { rows, settled, call, bookkeeper } = booked(attempts);
    await bookkeeper.bookFailure(call, error);
    expect(rows).toMatchObject([{ outcome, usage }]);
    expect(settled).toEqual([settlement]);
  });

  it('books a call once, whoever comes second', async () => {
    const { rows, settled, call, bookkeeper } = booked(1);
    const usage = { kind: 'exact', inputTokens: 3, outputTokens: 4 } as const;
    await bookkeeper.book(call, { outcome: 'ok', status: 200, usage });
    await bookkeeper.bookFailure(call, new UpstreamError('call.cancelled', 'x'));
    expect(rows).toMatchObject([{ outcome: 'ok', input_tokens: 3, output_tokens: 4 }]);
    expect(settled).toEqual(['settled 7 exact']);
  });
});
