import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LiveFleet, LiveHistory, LiveSnapshot } from '@tradewind/contracts';
import { SseParser } from '@tradewind/upstream';
import { Budget } from '@tradewind/upstream/core';
import { Database } from '../database/database.js';
import { frame } from '../http/sse.js';
import { createService } from '../service/create-service.js';
import { webProviders } from '../service/web-providers.js';
import { FleetState } from './live-fleet.js';
import { LivePeers } from './live-peers.js';
import { liveSnapshot } from './live-snapshot.js';
import { LiveState } from './live-state.js';
import { LiveController } from './live.controller.js';
import { SampleRing } from './sample-ring.js';

const ADMIN_KEY = 'an-admin-key-for-tests';
const database = new Budget('database', { limit: 3, queue: { maxWaiting: 1, maxWaitMs: 1, mode: 'reject-newest' } });
const door = { snapshot: () => database.snapshot(), system: () => Promise.reject(new Error('refused')) };
let peers: string[] = [];
const upstream = { snapshot: () => ({ budgets: [], providers: [], backends: [] }) };

@Module({
  controllers: [LiveController],
  providers: [
    ...webProviders('catalog-service'),
    { provide: Database, useValue: {} },
    {
      provide: LiveState,
      useFactory: () => new LiveState({ service: 'catalog-service', upstream: () => upstream, database: door }),
    },
    {
      provide: FleetState,
      inject: [LiveState],
      useFactory: (own: LiveState) => new FleetState(own, new LivePeers({ addresses: peers, adminKey: ADMIN_KEY })),
    },
  ],
})
class TestModule {}

describe('GET /admin/live', () => {
  let app: NestFastifyApplication;
  let base: string;

  beforeEach(async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    process.env['LOG_LEVEL'] = 'silent';
    process.env['ADMIN_KEY'] = ADMIN_KEY;
    app = await createService({ name: 'test', module: TestModule, defaultPort: 0 });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  afterEach(() => app.close());

  const open = (path: string, key?: string) =>
    fetch(`${base}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });

  it.each([
    ['no key', undefined, 'auth.missing_key'],
    ["a tenant's key", 'tw_0123456789', 'auth.invalid_key'],
  ])('is closed to %s', async (_who, key, code) => {
    const answer = await open('/admin/live', key);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code });
  });

  it.each([
    ['/admin/live', 'fleet'],
    ['/admin/live/self', 'snapshot'],
  ])('at %s tells the history, then the state as %s, and ends when the service closes', async (path, name) => {
    const answer = await open(path, ADMIN_KEY);
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const stream = eventsOf(answer);
    const history = await stream.next();
    expect(history.value?.event).toBe('history');
    expect(LiveHistory.parse(history.value?.data)).toMatchObject({ service: 'catalog-service', step_ms: 10_000 });
    const state = await stream.next();
    expect(state.value?.event).toBe(name);
    const snapshot =
      name === 'fleet'
        ? LiveFleet.parse(state.value?.data).replicas[0]?.snapshot
        : LiveSnapshot.parse(state.value?.data);
    expect(snapshot).toMatchObject({ service: 'catalog-service', database: { limit: 3 } });
    const closed = app.close();
    let last = await stream.next();
    while (!last.done) last = await stream.next();
    await closed;
  });

  it('says that PostgreSQL is down when it does not answer', async () => {
    const stream = eventsOf(await open('/admin/live/self', ADMIN_KEY));
    await stream.next();
    let state: string | undefined;
    while (state !== 'down') {
      state = LiveSnapshot.parse((await stream.next()).value?.data).stores.postgresql.state;
    }
    expect(state).toBe('down');
    await stream.return();
  });

  it('shows the peers beside itself, once each, and says which of them cannot be reached', async () => {
    const other = await Peer.start();
    peers = [other.url, 'http://127.0.0.1:1'];
    await app.close();
    app = await createService({ name: 'test', module: TestModule, defaultPort: 0 });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
    peers = [];
    const stream = eventsOf(await open('/admin/live', ADMIN_KEY));
    const histories = new Set<string>();
    for (;;) {
      const { value } = await stream.next();
      if (value?.event === 'history') histories.add(LiveHistory.parse(value.data).instance);
      if (value?.event !== 'fleet') continue;
      const fleet = LiveFleet.parse(value.data);
      if (fleet.replicas.length < 2 || fleet.missing.length < 1) continue;
      expect(fleet.replicas.map(({ snapshot }) => snapshot.instance)).toContain('peer:1');
      expect(fleet.missing).toEqual([{ address: '127.0.0.1:1', reason: 'ECONNREFUSED' }]);
      if (histories.size === 2) break;
    }
    expect(other.keys).toEqual([`Bearer ${ADMIN_KEY}`]);
    await stream.return();
    other.server.close();
  });
});

/** A process that tells its state as every process does, and notes the keys it was shown. */
const Peer = {
  async start() {
    const keys: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      keys.push(request.headers.authorization);
      const snapshot = liveSnapshot(
        {
          service: 'catalog-worker',
          instance: 'peer:1',
          at: new Date(),
          uptimeMs: 1,
          residentBytes: 1,
          postgresql: { state: 'up', answered_in_ms: 1 },
        },
        upstream.snapshot(),
        database.snapshot(),
      );
      const ring = new SampleRing();
      ring.add(snapshot);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(frame({ event: 'history', data: ring.toWire() }));
      response.write(frame({ event: 'snapshot', data: snapshot }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server, keys };
  },
};

async function* eventsOf(answer: Response): AsyncGenerator<{ event: string; data: unknown }, void, undefined> {
  const parser = new SseParser();
  const reader = answer.body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) return;
      for (const { event, data } of parser.push(Buffer.from(next.value))) yield { event, data: JSON.parse(data) };
    }
  } finally {
    await reader?.cancel();
  }
}
