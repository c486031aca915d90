import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createScope, runInScope, Upstream, type Backend, type BackendOptions } from '@tradewind/upstream';
import { json, ScriptedUpstream, type Script } from '../testing/scripted-upstream.js';
import { GatewayServers } from './gateway-servers.js';

const call = (backend: Backend | undefined) => {
  if (backend === undefined) throw new Error('There is no such server.');
  return runInScope(createScope({ deadlineMs: 5_000 }), async () => {
    const request = { path: '/chat/completions', body: '{}', stream: false, model: 'm' };
    const answer = await backend.forward({ ...request, tokens: { input: 1, maxOutput: 1 } });
    const bytes = await answer.body.bytes();
    answer.settle({ inputTokens: 1, outputTokens: 1, exact: true });
    return bytes.toString('utf8');
  });
};

describe('GatewayServers', () => {
  const old = new ScriptedUpstream();
  const other = new ScriptedUpstream();
  let urls: [string, string];
  let upstream: Upstream;
  let servers: GatewayServers;

  beforeEach(async () => {
    urls = [await old.listen(), await other.listen()];
    upstream = new Upstream({ providers: {}, uses: {} });
    servers = new GatewayServers(upstream);
  });

  afterEach(async () => {
    await upstream.close();
    await Promise.all([old.close(), other.close()]);
  });

  function apply(baseUrl: string, limit: number) {
    const options: BackendOptions = {
      baseUrl,
      budget: { limit, queue: { maxWaiting: 10, maxWaitMs: 4_000, mode: 'evict-oldest' } },
    };
    return servers.apply(new Map([['s', { identity: baseUrl, options }]]));
  }

  it('keeps a server, its breakers with it, when only its limits change', async () => {
    old.play(json({}, 500));
    const before = apply(urls[0], 2).get('s');
    for (let n = 0; n < 5; n += 1) await call(before).catch(() => undefined);
    const after = apply(urls[0], 7).get('s');
    expect(after).toBe(before);
    expect(after?.budget.snapshot().configuredLimit).toBe(7);
    await expect(call(after)).rejects.toMatchObject({ code: 'breaker.open' });
  });

  it('lets calls in flight, and those that wait, end on the server they began with when its address changes', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held: Script = async (response, request) => {
      await released;
      await json('old')(response, request);
    };
    old.play(held);
    other.play(json('new'));
    const before = apply(urls[0], 2).get('s');
    const begun = Array.from({ length: 5 }, () => call(before));
    const after = apply(urls[1], 2).get('s');
    expect(await call(after)).toBe('"new"');
    release();
    expect(await Promise.all(begun)).toEqual(Array.from({ length: 5 }, () => '"old"'));
  });

  it('forgets a server that is no longer named', () => {
    apply(urls[0], 2);
    servers.apply(new Map());
    expect(upstream.snapshot().backends).toEqual([]);
  });
});
