import type { Chance } from './chance.js';
import type { HostileRequest } from './request.js';

/** Bytes for a bare socket that no HTTP client would send. */
export function hostileConnection({ method, target, headers, body }: HostileRequest, chance: Chance): Buffer {
  const payload = body ?? Buffer.from('{"a":1}');
  const head = (first: string, ...lines: string[]) =>
    Buffer.from(
      [first, 'Host: 127.0.0.1', ...headers.map(([name, value]) => `${name}: ${value}`), ...lines, '', ''].join('\r\n'),
      'latin1',
    );
  const first = `${method} ${target} HTTP/1.1`;
  const length = `Content-Length: ${payload.length}`;
  const chunked = 'Transfer-Encoding: chunked';
  return chance.of<() => Buffer>([
    () => Buffer.concat([head(first, length, 'Content-Length: 5'), payload]),
    () => Buffer.concat([head(first, length, chunked), payload]),
    () => Buffer.concat([head(first, 'Content-Length: -1'), payload]),
    () => Buffer.concat([head(first, 'Content-Length: 99999999999999999999'), payload]),
    () => Buffer.concat([head(first, 'Content-Length: 0x10'), payload]),
    () => Buffer.concat([head(first, `Content-Length: ${Math.max(0, payload.length - 3)}`), payload]),
    () => Buffer.concat([head(first, chunked), Buffer.from('zz\r\n'), payload]),
    () => Buffer.concat([head(first, chunked), Buffer.from('ffffffffffffffff\r\n'), payload]),
    () => Buffer.concat([head(first, chunked), Buffer.from(`5;${'x'.repeat(20_000)}\r\n{"a":\r\n0\r\n\r\n`)]),
    () => Buffer.concat([head(first, 'Transfer-Encoding: gzip, chunked'), payload]),
    () => Buffer.concat([head(first, `X-Nul: a\0b`, length), payload]),
    () => Buffer.concat([head(first, 'X-Bare: a\rb', length), payload]),
    () => Buffer.concat([head(first, 'Folded: a\r\n b', length), payload]),
    () => Buffer.concat([head(first, `X-Big: ${'b'.repeat(40_000)}`, length), payload]),
    () =>
      Buffer.concat([head(first, ...Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`), length), payload]),
    () => Buffer.concat([head(first, ': nameless', length), payload]),
    () => Buffer.concat([head(first, 'Bad Name: x', length), payload]),
    () => head(`${method} ${target} HTTP/9.9`),
    () => head(`${method} ${target}`),
    () => head(`${method}  ${target}  HTTP/1.1`),
    () => head(`GET http://127.0.0.1:1/other HTTP/1.1`),
    () => head(`CONNECT 127.0.0.1:1 HTTP/1.1`),
    () => head(`${method} * HTTP/1.1`),
    () => head(`GET /${'p'.repeat(30_000)} HTTP/1.1`),
    () => Buffer.from('\0\0\0\0\0\0'),
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
    () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    () => Buffer.from('\r\n\r\n\r\n'),
    () => Buffer.from('GET'),
    // Two at once: the second must not be taken for part of the first.
    () => Buffer.concat([head(first, length), payload, head('GET /healthz HTTP/1.1')]),
  ])();
}
