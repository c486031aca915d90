import { describe, expect, it } from '@jest/globals';
import { RoutesSection, ServersSection } from '@tradewind/contracts';
import {
  newRoute,
  newServer,
  newTarget,
  routesBody,
  routesDraft,
  serversBody,
  serversDraft,
  shareOf,
} from './servers-draft.js';

const SEALED = `sec_${'a'.repeat(26)}`;
const SERVERS = ServersSection.parse({
  'deepseek-1': { preset: 'deepseek', api_key: { variable: 'DEEPSEEK_API_KEY' } },
  local: { base_url: 'http://127.0.0.1:9/v1' },
  paid: { preset: 'openai', api_key: { sealed: SEALED } },
});
const ROUTES = RoutesSection.parse({
  'tradewind-chat': {
    kind: 'chat',
    servers: [
      { server: 'local', model: 'm' },
      { server: 'paid', model: 'n', weight: 0 },
    ],
  },
});

describe('the drafts of servers and routes', () => {
  it('come back as the bodies they were made from', () => {
    expect(serversBody(serversDraft(SERVERS))).toEqual(SERVERS);
    expect(routesBody(routesDraft(ROUTES))).toEqual(ROUTES);
  });

  it('send a typed key once, and keep a sealed one by its id', () => {
    const draft = serversDraft(SERVERS);
    const paid = draft.rows.find(({ name }) => name === 'paid');
    expect(JSON.stringify(serversBody(draft))).toContain(SEALED);
    Object.assign(paid ?? {}, { keyKind: 'value', keyText: 'sk-new' });
    expect(serversBody(draft)['paid']).toEqual({ preset: 'openai', api_key: { value: 'sk-new' } });
  });

  it('leave out what has no name yet', () => {
    expect(serversBody({ rows: [newServer()] })).toEqual({});
    expect(routesBody({ rows: [newRoute()] })).toEqual({});
  });

  it('say which share of first attempts a weight means', () => {
    const targets = [newTarget('a', 'm', 3), newTarget('b', 'm', 1), newTarget('c', 'm', 0)];
    expect(targets.map((target) => shareOf(target, targets))).toEqual([75, 25, undefined]);
  });
});
