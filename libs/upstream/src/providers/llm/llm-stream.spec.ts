import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestListener, ServerResponse } from 'node:http';
import { bodyOf, eventually, httpStub, type StubServer } from '../../../test/support/stub-server.js';
import { createScope, runInScope, Upstream, type CallScope, type LlmRequest, type LlmStream } from '../../index.js';

const REQUEST: LlmRequest = { messages: [{ role: 'user', content: 'Hello' }], maxOutputTokens: 20 };

function event(value: unknown): string {
  return `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
}

const delta = (content: string, finish: string | null = null) =>
  event({ model: 'm-1', choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const usage = event({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 2 } });

describe('a streamed completion', () => {
  let stub: StubServer;
  let answer: (response: ServerResponse, body: string) => void;
  let upstream: Upstream;
  let scope: CallScope;

  beforeEach(async () => {
    const listener: RequestListener = (request, response) => {
      void bodyOf(request).then((body) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        answer(response, body);
      });
    };
    stub = await httpStub(listener);
    scope = createScope({ deadlineMs: 10_000 });
    upstream = new Upstream({
      providers: { llm: { kind: 'llm', preset: 'openai-compatible', baseUrl: stub.url, model: 'm' } },
      uses: { chat: { provider: 'llm', limit: 1, queue: { maxWaiting: 1, maxWaitMs: 500, mode: 'reject-newest' } } },
    });
  });

  afterEach(async () => {
    scope.deadline.dispose();
    await upstream.close();
    await stub.close();
  });

  const open = (): Promise<LlmStream> => runInScope(scope, () => upstream.llm('chat').stream(REQUEST));
  const inFlight = () => upstream.budget('chat').snapshot().inFlight;

  async function text(stream: LlmStream): Promise<string[]> {
    const deltas: string[] = [];
    for await (const piece of stream) deltas.push(piece);
    return deltas;
  }

  it('hands out the text as it comes, asks for usage, and settles with what the upstream counted', async () => {
    let sent: unknown;
    answer = (response, body) => {
      sent = JSON.parse(body);
      response.write(delta('Hel'));
      response.write(delta('lo', 'stop') + usage);
      response.end('data: [DONE]\n\n');
    };
    const stream = await open();
    expect(await text(stream)).toEqual(['Hel', 'lo']);
    await expect(stream.result).resolves.toEqual({
      content: 'Hello',
      finishReason: 'stop',
      model: 'm-1',
      usage: { inputTokens: 5, outputTokens: 2, exact: true },
    });
    expect(sent).toMatchObject({ stream: true, stream_options: { include_usage: true }, max_tokens: 20 });
    await eventually(() => inFlight() === 0, 'the permit is free');
  });

  it('flags usage as an estimate when the upstream does not tell', async () => {
    answer = (response) => response.end(delta('abcdefgh', 'stop'));
    const stream = await open();
    await expect(stream.result).resolves.toMatchObject({ usage: { outputTokens: 2, exact: false } });
  });

  it('never takes an end without finish reason or [DONE] for success', async () => {
    answer = (response) => response.end(delta('half'));
    const stream = await open();
    const pieces: string[] = [];
    await expect(
      (async () => {
        for await (const piece of stream) pieces.push(piece);
      })(),
    ).rejects.toMatchObject({ code: 'upstream.interrupted' });
    expect(pieces).toEqual(['half']);
    await expect(stream.result).rejects.toMatchObject({ code: 'upstream.interrupted' });
    await eventually(() => inFlight() === 0, 'the permit is free');
  });

  it.each([
    [
      'a cut connection',
      (response: ServerResponse) => response.write(delta('half'), () => response.destroy()),
      'upstream.interrupted',
    ],
    [
      'an error event',
      (response: ServerResponse) => response.end(delta('half') + event({ error: { code: 'overloaded' } })),
      'upstream.failed',
    ],
    [
      'an event that is not JSON',
      (response: ServerResponse) => response.end(event('{"choices":')),
      'upstream.malformed',
    ],
    [
      'an endless event',
      (response: ServerResponse) => response.write(`data: ${'x'.repeat(300_000)}`),
      'upstream.too_large',
    ],
  ])('ends with a typed error at %s', async (_name, act, code) => {
    answer = act;
    const stream = await open();
    await expect(text(stream)).rejects.toMatchObject({ code });
    await expect(stream.result).rejects.toMatchObject({ code });
    await eventually(() => inFlight() === 0 && stub.inFlight.now === 0, 'the call has ended');
  });

  it('is whole at [DONE], also when the upstream does not hang up', async () => {
    answer = (response) => response.write(delta('all', 'stop') + event('[DONE]'));
    const stream = await open();
    expect(await text(stream)).toEqual(['all']);
    await expect(stream.result).resolves.toMatchObject({ content: 'all' });
    // It still runs, so it still counts.
    expect(inFlight()).toBe(1);
  });

  it('aborts the upstream when the reader leaves, and holds the permit until it has', async () => {
    answer = (response) => response.write(delta('one'));
    const stream = await open();
    for await (const piece of stream) {
      expect(piece).toBe('one');
      break;
    }
    await expect(stream.result).rejects.toMatchObject({ code: 'call.cancelled' });
    await eventually(() => stub.inFlight.now === 0 && inFlight() === 0, 'the call has ended');
  });

  it('aborts the upstream when the client of the request leaves in mid-stream', async () => {
    answer = (response) => response.write(delta('one'));
    const stream = await open();
    const reading = text(stream);
    scope.deadline.cancel();
    await expect(reading).rejects.toMatchObject({ code: 'call.cancelled' });
    await eventually(() => stub.inFlight.now === 0 && inFlight() === 0, 'the call has ended');
  });

  it('a reader that never reads holds nothing once the upstream is done', async () => {
    answer = (response) => response.end(delta('x'.repeat(100_000)) + delta('', 'stop') + event('[DONE]'));
    const stream = await open();
    await eventually(() => inFlight() === 0, 'the permit is free');
    expect((await text(stream)).join('')).toHaveLength(100_000);
  });
});
