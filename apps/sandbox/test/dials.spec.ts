import { describe, expect, it } from '@jest/globals';
import { eventually, post, runningSandbox } from './running-sandbox.js';

const running = runningSandbox();
const question = { model: 'm', messages: [{ role: 'user', content: 'What does FOB mean?' }] };
const chat = (init?: RequestInit, more: object = {}) =>
  post(`${running.url}/v1/chat/completions`, { ...question, ...more }, init);

describe('the dials', () => {
  it('tell which setting is unknown and which are known', async () => {
    const response = await post(`${running.url}/dials`, { kind: 'llm', latenzy: 3 });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain('"latenzy"');
    expect(error.message).toContain('latency_ms');
  });

  it('tell the range of a setting and the name of the kinds', async () => {
    expect(await (await post(`${running.url}/dials`, { kind: 'llm', error_rate: 3 })).text()).toContain(
      'share from 0 to 1',
    );
    expect(await (await post(`${running.url}/dials`, { kind: 'gpu' })).text()).toContain('llm, embedding, rerank');
  });

  it('are listed for every kind, set by one or by many, and put back by DELETE', async () => {
    await post(`${running.url}/dials`, [
      { kind: 'llm', latency_ms: 3 },
      { kind: 'llm', model: 'm', hang_rate: 1 },
    ]);
    const { dials } = (await (await fetch(`${running.url}/dials`)).json()) as {
      dials: { kind: string; model?: string }[];
    };
    expect(dials).toContainEqual(expect.objectContaining({ kind: 'llm', latency_ms: 3, capacity: null }));
    expect(dials).toContainEqual({ kind: 'llm', model: 'm', hang_rate: 1 });
    await fetch(`${running.url}/dials?kind=llm`, { method: 'DELETE' });
    expect(running.sandbox.settings('llm').latency_ms).toBe(0);
  });

  it('may be turned from pages of another origin', async () => {
    const response = await fetch(`${running.url}/dials`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('make calls fail with the dialled status in the shape of the real service', async () => {
    running.sandbox.dial([
      { kind: 'llm', error_rate: 1, error_status: 503, retry_after_ms: 1500 },
      { kind: 'oss', error_rate: 1 },
    ]);
    const response = await chat();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toMatchObject({ error: { type: 'server_error', param: null } });
    expect(await (await fetch(`${running.url}/oss/catalogue-en.pdf`)).text()).toContain('<Code>InternalError</Code>');
  });

  it('refuse the dialled share with 429 and both retry headers', async () => {
    running.sandbox.dial({ kind: 'llm', rate_limit_rate: 0.5, retry_after_ms: 250 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => chat()));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(15);
    expect(refused.length).toBeLessThan(45);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.headers.get('retry-after-ms')).toBe('250');
  });

  it('hang until the caller leaves, and count that as an abort', async () => {
    running.sandbox.dial({ kind: 'llm', hang_rate: 1 });
    const controller = new AbortController();
    const call = chat({ signal: controller.signal });
    await eventually(() => running.sandbox.stats().llm.in_flight === 1);
    controller.abort();
    await expect(call).rejects.toThrow();
    await eventually(() => running.sandbox.stats().llm.in_flight === 0);
    expect(running.sandbox.stats().llm).toMatchObject({ calls: 1, aborted_by_client: 1, by_status: {} });
  });

  it('end a delay when the caller leaves', async () => {
    running.sandbox.dial({ kind: 'llm', latency_ms: 60_000 });
    await expect(chat({ signal: AbortSignal.timeout(30) })).rejects.toThrow();
    await eventually(() => running.sandbox.stats().llm.in_flight === 0);
  });

  it('break the JSON of an answer and of one event of a stream', async () => {
    running.sandbox.dial({ kind: 'llm', broken_json_rate: 1 });
    await expect((await chat()).json()).rejects.toThrow();
    const events = (await (await chat({}, { stream: true })).text())
      .split('\n\n')
      .filter((event) => event.startsWith('data: {'));
    const broken = events.filter((event) => !parses(event.slice(6)));
    expect(broken).toHaveLength(1);
  });

  it('cut an answer and a stream in mid-body after part of it has arrived', async () => {
    running.sandbox.dial({ kind: 'llm', cut_stream_rate: 1 });
    await expect((await chat()).text()).rejects.toThrow();
    const received = await readUntilCut(await chat({}, { stream: true }));
    expect(received).toContain('"role":"assistant"');
    expect(received).not.toContain('[DONE]');
    await eventually(() => running.sandbox.stats().llm.cut === 2);
  });

  it('cut a download in the middle', async () => {
    running.sandbox.dial({ kind: 'oss', cut_stream_rate: 1 });
    const response = await fetch(`${running.url}/oss/scanned.pdf`);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1000);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('send a body slowly, piece by piece, and whole', async () => {
    const whole = await (await fetch(`${running.url}/oss/price-list.pdf`)).arrayBuffer();
    running.sandbox.dial({ kind: 'oss', slow_body_ms: 2 });
    const started = performance.now();
    const slow = await (await fetch(`${running.url}/oss/price-list.pdf`)).arrayBuffer();
    expect(performance.now() - started).toBeGreaterThanOrEqual(25);
    expect(Buffer.from(slow).equals(Buffer.from(whole))).toBe(true);
  });

  it('serve no more calls at once than the capacity and refuse the rest with 429', async () => {
    running.sandbox.dial({ kind: 'llm', capacity: 3, latency_ms: 40 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => chat()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
    expect((await chat()).status).toBe(200);
  });

  it('limit one model and leave the others alone', async () => {
    running.sandbox.dial({ kind: 'llm', model: 'small', capacity: 0 });
    expect((await chat({}, { model: 'small' })).status).toBe(429);
    expect((await chat({}, { model: 'large' })).status).toBe(200);
  });

  it('enforce requests per minute and announce what remains', async () => {
    running.sandbox.dial({ kind: 'llm', model: 'metered', requests_per_minute: 2 });
    const first = await chat({}, { model: 'metered' });
    expect(first.headers.get('x-ratelimit-limit-requests')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('1');
    expect((await chat({}, { model: 'metered' })).status).toBe(200);
    const refused = await chat({}, { model: 'metered' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(refused.headers.get('retry-after-ms')).toBe('1000');
  });
});

describe('the counters', () => {
  it('count calls by kind, status and model, with the peak in flight', async () => {
    running.sandbox.dial({ kind: 'llm', latency_ms: 20 });
    await Promise.all([chat(), chat(), chat({}, { model: 'missing-model' })]);
    await eventually(() => running.sandbox.stats().llm.in_flight === 0);
    expect(running.sandbox.stats().llm).toMatchObject({
      calls: 3,
      peak_in_flight: 3,
      by_status: { 200: 2, 404: 1 },
      by_model: { m: 2, 'missing-model': 1 },
    });
    expect(running.sandbox.stats().embedding.calls).toBe(0);
  });

  it('keep the calls in flight over a reset', async () => {
    running.sandbox.dial({ kind: 'llm', latency_ms: 50 });
    const call = chat();
    await eventually(() => running.sandbox.stats().llm.in_flight === 1);
    const response = await fetch(`${running.url}/stats`, { method: 'DELETE' });
    expect(await response.json()).toMatchObject({ stats: { llm: { calls: 0, in_flight: 1, peak_in_flight: 1 } } });
    await (await call).text();
    await eventually(() => running.sandbox.stats().llm.in_flight === 0);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function readUntilCut(response: Response): Promise<string> {
  let received = '';
  const decoder = new TextDecoder();
  await expect(
    (async () => {
      if (response.body === null) throw new Error('no body');
      for await (const chunk of response.body) received += decoder.decode(chunk as Uint8Array);
    })(),
  ).rejects.toThrow();
  return received;
}
