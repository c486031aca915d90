import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chopped } from '../testing/chopped.js';
import { recordedStreams } from '../testing/recorded-streams.js';
import { ChatWatch } from './chat-watch.js';
import { type SseEvent, SseSplitter } from './sse-splitter.js';

function split(chunks: Iterable<Buffer>, maxEventBytes?: number): SseEvent[] {
  const splitter = new SseSplitter(maxEventBytes === undefined ? {} : { maxEventBytes });
  const events: SseEvent[] = [];
  for (const chunk of chunks) events.push(...splitter.push(chunk));
  const rest = splitter.end();
  return rest ? [...events, rest] : events;
}

describe('SseSplitter', () => {
  it.each(Object.entries(recordedStreams))(
    'finds the same in %s however it is chopped, and keeps every byte',
    (_, bytes) => {
      const whole = split([bytes]);
      const said = (events: SseEvent[]) =>
        JSON.stringify(events.map(({ raw, name, data }) => [raw.length, name, data]));
      const findings = (events: SseEvent[]) => {
        const watch = new ChatWatch({ clientWantsUsage: false });
        const verdicts = events.map((event) => watch.see(event));
        return { verdicts, usage: watch.usage, output: watch.estimatedOutputTokens, complete: watch.complete };
      };
      fc.assert(
        fc.property(chopped(bytes), (chunks) => {
          const events = split(chunks);
          expect(Buffer.concat(events.map((event) => event.raw)).equals(bytes)).toBe(true);
          expect(events).toEqual(whole);
          expect(findings(events)).toEqual(findings(whole));
        }),
        { numRuns: 200 },
      );
      expect(said(split([...bytes].map((byte) => Buffer.from([byte]))))).toBe(said(whole));
    },
  );

  it.each([
    ['an LF stream with usage', { inputTokens: 11, outputTokens: 5 }, true],
    ['a CRLF stream with comments', { inputTokens: 11, outputTokens: 5 }, true],
    ['a stream that ends without a blank line', undefined, true],
    ['a stream that breaks off inside a character', undefined, false],
  ])('lets the watch see usage and completeness of %s', (name, usage, complete) => {
    const watch = new ChatWatch({ clientWantsUsage: false });
    for (const event of split([recordedStreams[name] ?? Buffer.alloc(0)])) watch.see(event);
    expect({ usage: watch.usage, complete: watch.complete }).toEqual({ usage, complete });
  });

  it('joins data lines, reads the event name, and takes neither comments nor other fields for data', () => {
    const events = split([Buffer.from(': hello\n\nevent: error\ndata: a\ndata:b\nid: 7\ndatabase: c\n\n')]);
    expect(events.map(({ name, data }) => ({ name, data }))).toEqual([
      { name: undefined, data: undefined },
      { name: 'error', data: 'a\nb' },
    ]);
  });

  it('reads the first event behind a byte order mark', () => {
    expect(split([Buffer.from('\uFEFFdata: 1\n\n')])[0]?.data).toBe('1');
  });

  it('gives out the events before one that is too large, then fails, wherever the chunks end', () => {
    const bytes = Buffer.from(`data: 1\n\ndata: ${'x'.repeat(100)}\n\ndata: 2\n\n`);
    fc.assert(
      fc.property(chopped(bytes), (chunks) => {
        const seen: (string | undefined)[] = [];
        const splitter = new SseSplitter({ maxEventBytes: 64 });
        expect(() => {
          for (const chunk of chunks) for (const event of splitter.push(chunk)) seen.push(event.data);
        }).toThrow(expect.objectContaining({ code: 'upstream.too_large' }));
        expect(seen).toEqual(['1']);
      }),
    );
  });
});
