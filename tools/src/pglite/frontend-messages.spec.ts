import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrontendMessages } from './frontend-messages.js';

function startup(): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeInt32BE(9, 0);
  bytes.writeInt32BE(196608, 4);
  return bytes;
}

function typed(letter: string, payload: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(payload.length + 4);
  return Buffer.concat([Buffer.from(letter), length, payload]);
}

describe('messages of the PostgreSQL protocol', () => {
  it('come out whole and in order, wherever the stream is cut', () => {
    const message = fc.tuple(fc.constantFrom('P', 'B', 'E', 'S', 'Q'), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 10 }), fc.array(fc.integer({ min: 1, max: 17 })), (messages, cuts) => {
        const stream = Buffer.concat([startup(), ...messages.map(([letter, payload]) => typed(letter, payload))]);
        const reader = new FrontendMessages();
        const seen = [];
        let from = 0;
        for (const size of [...cuts, stream.length]) {
          seen.push(...reader.push(stream.subarray(from, from + size)));
          from += size;
        }
        expect(seen.map((each) => each.type)).toEqual(['startup', ...messages.map(([letter]) => letter)]);
        expect(Buffer.concat(seen.map((each) => each.bytes))).toEqual(stream);
      }),
    );
  });

  it('ends on bytes that cannot be this protocol', () => {
    expect(() => new FrontendMessages().push(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toThrow('not a PostgreSQL client');
  });
});
