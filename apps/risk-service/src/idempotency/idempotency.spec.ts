import { describe, expect, it } from '@jest/globals';
import { FakeClock, settle } from '@tradewind/upstream/testing';
import type { EntityManager } from 'typeorm';
import { inScope } from '../testing/in-scope.js';
import { MemoryKeyStore } from '../testing/memory-stores.js';
import { type Commit, Idempotency } from './idempotency.js';
import { idempotencyKey } from './idempotency-key.js';
import { fingerprint } from './fingerprint.js';

const manager = {} as EntityManager;

/** Work that is finished by hand and counts how often it ran. */
function handWork() {
  const answers = new Map<string, string>();
  let runs = 0;
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    get runs() {
      return runs;
    },
    finish: () => waiting.shift()?.resolve(),
    fail: (error: Error) => waiting.shift()?.reject(error),
    perform: async (commit: Commit) => {
      const id = `chk_${String((runs += 1))}`;
      await new Promise<void>((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
      answers.set(id, `answer ${id}`);
      await commit(manager, id);
      return `answer ${id}`;
    },
    load: (id: string) => Promise.resolve(answers.get(id) ?? 'lost'),
  };
}
const request = (fields: { key?: string | undefined; body?: unknown } = {}) => ({
  operation: 'checks',
  key: 'k1',
  body: { company: 'a' },
  ...fields,
});

describe('Idempotency', () => {
  it('gives a repeat the first answer without doing the work again', async () => {
    const idempotency = new Idempotency(new MemoryKeyStore());
    const work = handWork();
    const first = inScope(() => idempotency.run(request(), work));
    await settle();
    work.finish();
    expect(await first).toBe('answer chk_1');
    expect(await inScope(() => idempotency.run(request(), work))).toBe('answer chk_1');
    expect(work.runs).toBe(1);
  });

  it('lets a repeat join the work that is still running', async () => {
    const idempotency = new Idempotency(new MemoryKeyStore());
    const work = handWork();
    const both = [1, 2].map(() => inScope(() => idempotency.run(request(), work)));
    await settle();
    work.finish();
    expect(await Promise.all(both)).toEqual(['answer chk_1', 'answer chk_1']);
    expect(work.runs).toBe(1);
  });

  it('waits for work that another replica is doing', async () => {
    const keys = new MemoryKeyStore();
    const clock = new FakeClock();
    const work = handWork();
    const first = inScope(() => new Idempotency(keys).run(request(), work), { clock });
    const second = inScope(() => new Idempotency(keys).run(request(), work), { clock });
    await clock.advanceAsync(400);
    work.finish();
    await clock.advanceAsync(400);
    expect(await Promise.all([first, second])).toEqual(['answer chk_1', 'answer chk_1']);
    expect(work.runs).toBe(1);
  });

  it('refuses the key for another body', async () => {
    const idempotency = new Idempotency(new MemoryKeyStore());
    const work = handWork();
    const first = inScope(() => idempotency.run(request(), work));
    await settle();
    await expect(inScope(() => idempotency.run(request({ body: { company: 'b' } }), work))).rejects.toMatchObject({
      status: 409,
      code: 'idempotency.key_reused',
    });
    work.finish();
    await first;
  });

  it('frees the key when the work fails, so that a repeat tries again', async () => {
    const idempotency = new Idempotency(new MemoryKeyStore());
    const work = handWork();
    const first = inScope(() => idempotency.run(request(), work));
    await settle();
    work.fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    const second = inScope(() => idempotency.run(request(), work));
    await settle();
    work.finish();
    expect(await second).toBe('answer chk_2');
  });

  it('goes on with keyed work when its caller leaves, for the repeat to find', async () => {
    const idempotency = new Idempotency(new MemoryKeyStore());
    const work = handWork();
    const first = inScope(async (scope) => {
      const running = idempotency.run(request(), work);
      await settle();
      scope.deadline.cancel();
      return running;
    });
    await expect(first).rejects.toMatchObject({ code: 'call.cancelled' });
    const second = inScope(() => idempotency.run(request(), work));
    await settle();
    work.finish();
    expect(await second).toBe('answer chk_1');
    expect(work.runs).toBe(1);
  });

  it('does work without a key every time', async () => {
    const idempotency = new Idempotency(new MemoryKeyStore());
    const work = handWork();
    const both = [1, 2].map(() => inScope(() => idempotency.run(request({ key: undefined }), work)));
    await settle();
    work.finish();
    work.finish();
    expect(await Promise.all(both)).toEqual(['answer chk_1', 'answer chk_2']);
  });
});

describe('fingerprint', () => {
  it('does not depend on the order of fields, and on everything else', () => {
    expect(fingerprint({ a: 1, b: { c: [1, 2], d: null } })).toBe(fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }));
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }));
    expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
  });
});

describe('idempotencyKey', () => {
  it('accepts what fits a header and a column, and no more', () => {
    expect(idempotencyKey(undefined)).toBeUndefined();
    expect(idempotencyKey('6f1b-4')).toBe('6f1b-4');
    for (const bad of ['', 'a b', 'ü', 'x'.repeat(256)]) {
      expect(() => idempotencyKey(bad)).toThrow(expect.objectContaining({ code: 'idempotency.key_invalid' }));
    }
  });
});
