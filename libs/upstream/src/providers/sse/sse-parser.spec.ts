import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SseParser, type SseEvent } from './sse-parser.js';

function parse(chunks: (string | Buffer)[], maxEventChars?: number): SseEvent[] {
  const parser = new SseParser({ maxEventChars });
  return chunks.flatMap((chunk) => parser.push(Buffer.from(chunk)));
}

const data = (events: SseEvent[]) => events.map((event) => event.data);

describe('SseParser', () => {
  it('accepts LF and CRLF, with and without the space, and skips comments', () => {
    const text = '\uFEFF: hello\n\ndata: one\n\ndata:two\r\n\r\n: ping\r\ndata: a\r\ndata: b\r\n\r\n';
    expect(data(parse([text]))).toEqual(['one', 'two', 'a\nb']);
  });

  it('knows names and ids', () => {
    expect(parse(['event: stage\nid: 7\ndata: x\n\ndata: y\n\n'])).toEqual([
      { event: 'stage', data: 'x', id: '7' },
      { event: 'message', data: 'y', id: '7' },
    ]);
  });

  it('gives the same events however the bytes are cut', () => {
    const event = fc.record({
      text: fc.stringMatching(/^[a-z你好é😀 ]{0,20}$/u),
      newline: fc.constantFrom('\n', '\r\n'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), fc.array(fc.nat(40)), (events, cuts) => {
        const bytes = Buffer.from(events.map(({ text, newline }) => `data: ${text}${newline}${newline}`).join(''));
        const chunks: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          chunks.push(bytes.subarray(from, from + cut));
          from += cut;
        }
        chunks.push(bytes.subarray(from));
        expect(data(parse(chunks))).toEqual(events.map(({ text }) => text));
      }),
    );
  });

  it('does not hand out an event whose end has not come', () => {
    expect(parse(['data: {"half":'])).toEqual([]);
  });

  it('refuses an event larger than the cap, sent as one line or as many', () => {
    expect(() => parse(['data: ' + 'x'.repeat(100)], 64)).toThrow(
      expect.objectContaining({ code: 'upstream.too_large' }),
    );
    expect(() => parse(Array(20).fill('data: 12345\n'), 64)).toThrow(
      expect.objectContaining({ code: 'upstream.too_large' }),
    );
  });

  it('never takes keep-alive comments for a large event', () => {
    expect(data(parse([...Array<string>(100).fill(': ping ping ping\n'), 'data: x\n\n'], 64))).toEqual(['x']);
  });
});
