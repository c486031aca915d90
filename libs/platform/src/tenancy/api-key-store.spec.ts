import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { hashApiKey } from './api-key.js';
import { ApiKeyStore } from './api-key-store.js';

const ONE = { keyId: 'key_1', tenantId: 'tnt_1', appId: 'app_1', scopes: ['gateway', 'rag'] };

interface Row {
  id: string;
  key_hash: Buffer;
  app_id: string;
  tenant_id: string;
  scopes: string[];
  expires_in_ms: number | null;
}

const row: Row = {
  id: 'key_1',
  key_hash: hashApiKey('tw_one'),
  app_id: 'app_1',
  tenant_id: 'tnt_1',
  scopes: ['gateway', 'rag'],
  expires_in_ms: null,
};

/** Look-ups in the background have come back. */
const lookedUp = () => new Promise(setImmediate);

describe('ApiKeyStore', () => {
  let now: number;
  let queries: number;
  let rows: Map<string, Row>;
  let duringLookUp: () => void;
  let failure: Error | undefined;
  let store: ApiKeyStore;

  beforeEach(() => {
    now = 0;
    queries = 0;
    failure = undefined;
    rows = new Map([['tw_one', row]]);
    duringLookUp = () => undefined;
    const manager: Pick<EntityManager, 'query'> = {
      query: (async (_sql: string, [hash]: [Buffer]) => {
        queries += 1;
        if (failure !== undefined) throw failure;
        const found = [...rows.values()].filter((known) => known.key_hash.equals(hash));
        await Promise.resolve();
        duringLookUp();
        return found;
      }) as EntityManager['query'],
    };
    const database = { system: <T>(work: (given: EntityManager) => Promise<T>) => work(manager as EntityManager) };
    store = new ApiKeyStore(database, () => now);
  });

  it('finds whom a key belongs to', async () => {
    expect(await store.find('tw_one')).toEqual(ONE);
    expect(await store.find('tw_two')).toBeUndefined();
  });

  it('asks once for a burst of requests with the same key', async () => {
    await Promise.all(Array.from({ length: 50 }, () => store.find('tw_one')));
    expect(queries).toBe(1);
  });

  it('remembers unknown keys for some seconds, and known ones without a query for half of that', async () => {
    await store.find('tw_one');
    await store.find('tw_two');
    now = 2_249;
    await store.find('tw_one');
    now = 4_499;
    await store.find('tw_two');
    expect(queries).toBe(2);
  });

  it('never lets a key in steady use wait for a look-up, also when one fails', async () => {
    await store.find('tw_one');
    now = 2_250;
    failure = new Error('down');
    expect(await store.find('tw_one')).toEqual(ONE);
    await lookedUp();
    expect(queries).toBe(2);
    failure = undefined;
    now = 4_000;
    expect(await store.find('tw_one')).toEqual(ONE);
    await lookedUp();
    rows.clear();
    now = 6_200;
    expect(await store.find('tw_one')).toEqual(ONE);
  });

  it('refuses a revoked key after five seconds at the latest', async () => {
    expect(await store.find('tw_one')).toEqual(ONE);
    rows.clear();
    now = 5_000;
    expect(await store.find('tw_one')).toBeUndefined();
  });

  it('refuses a key revoked during its look-up in time as well, however long the answer was on its way', async () => {
    duringLookUp = () => {
      rows.clear();
      now = 4_000;
    };
    expect(await store.find('tw_one')).toEqual(ONE);
    now = 4_500;
    expect(await store.find('tw_one')).toBeUndefined();
  });

  it('forgets a key the moment it expires', async () => {
    rows.set('tw_one', { ...row, expires_in_ms: 1_000 });
    expect(await store.find('tw_one')).toEqual(ONE);
    rows.clear();
    now = 999;
    expect(await store.find('tw_one')).toEqual(ONE);
    now = 1_000;
    expect(await store.find('tw_one')).toBeUndefined();
  });

  it('does not remember a failed look-up', async () => {
    failure = new Error('down');
    await expect(store.find('tw_one')).rejects.toThrow('down');
    failure = undefined;
    expect(await store.find('tw_one')).toEqual(ONE);
  });

  it('does not grow without bound when somebody tries keys', async () => {
    for (let guess = 0; guess < 10_050; guess += 1) await store.find(`tw_guess-${String(guess)}`);
    queries = 0;
    await store.find('tw_guess-0');
    await store.find('tw_guess-10049');
    expect(queries).toBe(1);
  });
});
