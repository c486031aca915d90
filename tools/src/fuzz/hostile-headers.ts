import type { Chance } from './chance.js';

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  'x-request-id': ['', ' ', 'a'.repeat(5_000), '{"a":1}', '<script>', 'é', 'a,b', '../..', '%0d%0aSet-Cookie: a=b'],
  'x-request-timeout-ms': ['0', '-1', '1', '1e3', 'soon', '9'.repeat(30), '1, 2', ' 5 ', '999999999', '10'],
  'idempotency-key': [
    '',
    'a',
    'a'.repeat(5_000),
    'é',
    '🙈'.replace(/./gu, '?'),
    'same',
    'same',
    '"quoted"',
    '__proto__',
  ],
  'last-event-id': ['-1', '0', '1', '9'.repeat(40), 'a'.repeat(500), 'NaN', '1;2'],
  accept: [
    '',
    'text/event-stream',
    'text/event-stream;q=0',
    'image/png',
    '*/*;q=x',
    'a/b,'.repeat(500),
    'text/html',
    'text/markdown',
  ],
  'accept-encoding': ['gzip', 'br;q=1.0, *;q=0', 'identity;q=0', 'x'.repeat(3_000)],
  'accept-language': ['zh-CN', '*', 'x'.repeat(3_000), '-'],
  'content-encoding': ['gzip', 'br', 'deflate', 'identity', 'compress, gzip', 'no-such'],
  'content-type': ['application/json; charset="', 'application/json;;', 'text/html'],
  expect: ['100-continue', '200-ok'],
  origin: ['null', 'https://evil.example', 'http://127.0.0.1', 'a'.repeat(3_000)],
  'x-forwarded-for': ['127.0.0.1', '::1, 10.0.0.1', 'a'.repeat(3_000), '<script>', '999.999.999.999'],
  'x-forwarded-proto': ['gopher', 'https'],
  'x-http-method-override': ['DELETE', 'TRACE'],
  'x-operator': ['%', '%E0%A4%A', 'a'.repeat(3_000), '%00', '管理员'.replace(/./gu, '%E7'), "'; --"],
  traceparent: [
    '00-0-0-0',
    `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`,
    `ff-${'f'.repeat(32)}-${'f'.repeat(16)}-ff`,
    'x',
  ],
  tracestate: ['a=b,'.repeat(500), '='],
  baggage: ['a=b,'.repeat(500)],
  cookie: ['__proto__=1', 'a='.repeat(2_000), '=;=;'],
  range: ['bytes=0-', 'bytes=9999999999-', 'bytes=-1,-1,-1', 'lines=1-2'],
  'if-none-match': ['*', 'W/"a"', '"'.repeat(100)],
  'if-modified-since': ['yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  host: ['', 'evil.example', '127.0.0.1:99999', 'a'.repeat(2_000), '[::1]', 'a b'],
  upgrade: ['websocket', 'h2c'],
  connection: ['close', 'keep-alive, x-secret', 'upgrade'],
  te: ['trailers', 'gzip'],
  __proto__x: ['1'],
  constructor: ['1'],
  'accept-version': ['1.0.0', '*'],
};

/** One to four headers with what nobody sends. */
export function hostileHeaders(chance: Chance): [name: string, value: string][] {
  const made: [string, string][] = [];
  for (let times = chance.between(1, 4); times > 0; times -= 1) {
    const name = chance.of(Object.keys(HEADERS));
    made.push([name, chance.of(HEADERS[name] ?? [''])]);
  }
  if (chance.happens(0.1))
    made.push(...Array.from({ length: 80 }, (_, index): [string, string] => [`x-${index}`, 'y']));
  return made;
}
