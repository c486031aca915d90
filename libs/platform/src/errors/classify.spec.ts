import { describe, expect, it } from '@jest/globals';
import { BadRequestException, HttpException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { UPSTREAM_ERROR_CODES, UpstreamError, type UpstreamErrorCode } from '@tradewind/upstream/core';
import { QueryFailedError } from 'typeorm';
import { z } from 'zod';
import { AppError, conflict, notFound, tooManyRequests } from './app-error.js';
import { problemOf } from './problem.js';

/** Requirement by requirement what a caller sees; the codes not listed here are our own faults. */
const UPSTREAM_STATUS: Record<UpstreamErrorCode, [status: number, code: string]> = {
  'capacity.queue_full': [429, 'capacity.queue_full'],
  'capacity.wait_too_long': [429, 'capacity.wait_too_long'],
  'capacity.evicted': [429, 'capacity.evicted'],
  'quota.requests': [429, 'quota.requests'],
  'quota.tokens': [429, 'quota.tokens'],
  'breaker.open': [503, 'breaker.open'],
  'deadline.exceeded': [504, 'deadline.exceeded'],
  'call.cancelled': [499, 'call.cancelled'],
  'upstream.timeout': [504, 'upstream.timeout'],
  'upstream.unreachable': [503, 'upstream.unreachable'],
  'upstream.rate_limited': [429, 'upstream.rate_limited'],
  'upstream.rejected': [502, 'upstream.rejected'],
  'upstream.failed': [502, 'upstream.failed'],
  'upstream.malformed': [502, 'upstream.malformed'],
  'upstream.interrupted': [502, 'upstream.interrupted'],
  'upstream.too_large': [502, 'upstream.too_large'],
  'scope.missing': [500, 'internal'],
  'config.invalid': [500, 'internal'],
};

function failure(code: string, message = 'secret words'): Error {
  return Object.assign(new Error(message), { code });
}

describe('the answer to an error', () => {
  it.each(UPSTREAM_ERROR_CODES)('maps %s of a bounded call', (code) => {
    const { status, body, headers } = problemOf(
      new UpstreamError(code, 'secret words', { retryAfterMs: 1_001 }),
      'req_1',
    );
    expect([status, body.code]).toEqual(UPSTREAM_STATUS[code]);
    expect(headers).toMatchObject({ 'retry-after': '2', 'retry-after-ms': '1001' });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it.each<[string, unknown, number, string]>([
    ['a refusal of ours', conflict('report.exists', 'There is one.'), 409, 'report.exists'],
    ['an unknown id', notFound('document', 'doc_1'), 404, 'document.not_found'],
    ['a schema error', z.object({ a: z.string() }).safeParse({}).error, 400, 'request.invalid'],
    ['Nest’s not found', new NotFoundException('Cannot GET /secret'), 404, 'route.not_found'],
    ['Nest’s bad request', new BadRequestException('secret'), 400, 'request.invalid'],
    ['Nest’s too large', new PayloadTooLargeException('secret'), 413, 'request.too_large'],
    ['an HTTP exception with an unusual status', new HttpException('secret', 418), 418, 'request.refused'],
    ['an HTTP exception that is our fault', new HttpException('secret', 500), 500, 'internal'],
    ['a refused database connection', failure('ECONNREFUSED'), 503, 'database.unavailable'],
    ['a database that shuts down', failure('57P01'), 503, 'database.unavailable'],
    ['a connection lost in a statement', new Error('Connection terminated unexpectedly'), 503, 'database.unavailable'],
    ['a statement that ran out of time', failure('57014'), 504, 'deadline.exceeded'],
    ['a deadlock', failure('40P01'), 503, 'database.conflict'],
    ['a character that cannot be stored', failure('22021'), 400, 'request.unsupported_character'],
    [
      'half a character',
      new QueryFailedError(
        'SELECT secret',
        ['secret'],
        Object.assign(failure('22P02'), { detail: 'Unicode low surrogate must follow a high surrogate.' }),
      ),
      400,
      'request.unsupported_character',
    ],
    ['text that is no number', failure('22P02'), 500, 'internal'],
    [
      'a wrapped database error',
      new QueryFailedError('SELECT secret', ['secret'], failure('57P03')),
      503,
      'database.unavailable',
    ],
    ['a broken statement', new QueryFailedError('SELECT secret', ['secret'], failure('42601')), 500, 'internal'],
    ['a Redis that is gone', new Error('Connection is closed.'), 503, 'queue.unavailable'],
    ['a thrown string', 'secret', 500, 'internal'],
    ['nothing at all', undefined, 500, 'internal'],
  ])('maps %s', (_what, error, status, code) => {
    const answer = problemOf(error, 'req_1');
    expect([answer.status, answer.body.status, answer.body.code]).toEqual([status, status, code]);
    expect(answer.body.request_id).toBe('req_1');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('rounds Retry-After up and never says 0, which clients take as an invitation to hammer', () => {
    expect(problemOf(tooManyRequests('quota.day', 'Spent.', 0.4), 'r').headers).toEqual({
      'retry-after': '1',
      'retry-after-ms': '1',
    });
  });

  it('lists at most a handful of the fields of a hostile body', () => {
    const issues = z.array(z.string()).safeParse(new Array(5_000).fill(1)).error;
    expect(problemOf(issues, 'r').body.errors).toHaveLength(20);
  });

  it('sends the headers an error asks for', () => {
    const error = new AppError({
      code: 'budget.spent',
      status: 429,
      detail: 'Spent.',
      headers: { 'x-should-retry': 'false' },
    });
    expect(problemOf(error, 'r').headers).toEqual({ 'x-should-retry': 'false' });
  });
});
