import { describe, expect, it } from '@jest/globals';
import type { Answer } from './deliver.js';
import type { HostileRequest } from './request.js';
import { judge } from './verdict.js';

const REQUEST: HostileRequest = {
  ...{
    number: 0,
    attack: 'none',
    operation: 'GET /tasks',
    baseUrl: 'http://127.0.0.1:1',
    method: 'GET',
    target: '/tasks',
  },
  ...{ headers: [], body: undefined, delivery: 'whole', from: '127.0.0.1' },
};
const HEADERS = { 'x-content-type-options': 'nosniff', 'x-request-id': 'req_1' };

function problem(status: number, code: string, changes: Partial<Answer> = {}): { answer: Answer } {
  const body = { type: 'about:blank', title: 'x', status, code, detail: 'Words of ours.', request_id: 'req_1' };
  return { answer: { status, headers: HEADERS, text: JSON.stringify(body), ...changes } };
}

describe('the verdict on an answer', () => {
  it.each([
    ['an answer', { answer: { status: 200, headers: {}, text: 'anything' } }],
    ['a refusal', problem(400, 'request.invalid')],
    ['a refusal under load', problem(429, 'capacity.queue_full')],
    ['a downstream that is away', problem(503, 'upstream.unreachable')],
    ['a deadline that is over', problem(504, 'deadline.exceeded')],
  ])('finds nothing in %s', (_what, delivered) => {
    expect(judge(REQUEST, delivered)).toMatchObject({ fault: undefined, isServerError: false });
  });

  it.each([
    ['a fault of the service', problem(500, 'internal')],
    ['a 503 whose code is none of the documented', problem(503, 'whatever')],
    ['a documented code under another status', problem(500, 'upstream.unreachable')],
    ['a 502', problem(502, 'upstream.failed')],
    ['a 500 in no shape', problem(500, '', { text: 'Internal Server Error' })],
    [
      'a stream that ends with one',
      { answer: { status: 200, headers: {}, text: 'event: error\ndata: {"code":"internal"}\n\n' } },
    ],
  ])('counts %s as a server error', (_what, delivered) => {
    expect(judge(REQUEST, delivered)).toMatchObject({ isServerError: true });
    expect(judge(REQUEST, delivered).fault).toBeDefined();
  });

  it.each([
    ['no answer at all', { instead: 'socket hang up' }],
    ['a refusal in no documented shape', problem(400, '', { text: '{"message":"Bad Request"}' })],
    ['one without security headers', problem(400, 'request.invalid', { headers: { 'x-request-id': 'req_1' } })],
    ['one without a request id', problem(400, 'request.invalid', { headers: { 'x-content-type-options': 'nosniff' } })],
    ['one that shows a place in the code', problem(400, 'x', { text: 'at /app/node_modules/typeorm/x.js' })],
  ])('finds fault with %s', (_what, delivered) => {
    expect(judge(REQUEST, delivered)).toMatchObject({ isServerError: false });
    expect(judge(REQUEST, delivered).fault).toBeDefined();
  });

  it('lets a service hang up on what is no request', () => {
    for (const delivery of ['raw', 'cut off'] as const) {
      expect(judge({ ...REQUEST, delivery }, { instead: 'hung up' }).fault).toBeUndefined();
    }
  });
});
