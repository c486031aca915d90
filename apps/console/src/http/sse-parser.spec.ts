import { describe, expect, it } from '@jest/globals';
import { sseEvents, SseParser } from './sse-parser.js';

const STREAM =
  ': keep-alive\n\nid: 1\nevent: stage\ndata: {"a":1}\n\ndata: one\ndata: two\n\nevent: empty\n\ndata:x\r\n\r\n';
const EVENTS = [
  { id: '1', event: 'stage', data: '{"a":1}' },
  { id: '1', event: 'message', data: 'one\ntwo' },
  { id: '1', event: 'message', data: 'x' },
];

describe('SseParser', () => {
  it('reads the same events wherever the stream is cut', () => {
    for (let size = 1; size <= STREAM.length; size += 1) {
      const parser = new SseParser();
      const events = [];
      for (let at = 0; at < STREAM.length; at += size) events.push(...parser.push(STREAM.slice(at, at + size)));
      expect(events).toEqual(EVENTS);
    }
  });

  it('holds an event back until it is complete', () => {
    const parser = new SseParser();
    expect(parser.push('data: half')).toEqual([]);
    expect(parser.push(' and half\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ event: 'message', data: 'half and half', id: undefined }]);
  });
});

describe('sseEvents', () => {
  it('keeps characters whole that are cut between two chunks, and cancels the body when the reader leaves', async () => {
    const bytes = new TextEncoder().encode('data: 不锈钢\n\ndata: later\n\n');
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytes.slice(0, 7));
        controller.enqueue(bytes.slice(7));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const { data } of sseEvents(body)) {
      expect(data).toBe('不锈钢');
      break;
    }
    expect(cancelled).toBe(true);
  });
});
