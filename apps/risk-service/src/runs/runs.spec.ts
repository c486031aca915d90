import { describe, expect, it } from '@jest/globals';
import { notFound, type SseEvent } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import { FakeClock, settle } from '@tradewind/upstream/testing';
import type { EntityManager } from 'typeorm';
import { inScope } from '../testing/in-scope.js';
import { MemoryKeyStore, MemoryRunStore } from '../testing/memory-stores.js';
import type { RunContext, RunSpec } from './run.js';
import { Runs } from './runs.js';

const manager = {} as EntityManager;

/** Work that is finished by hand and counts how often it ran. */
function handWork() {
  const answers = new Map<string, string>();
  let runs = 0;
  const waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  return {
    answers,
    get runs() {
      return runs;
    },
    finish: () => waiting.shift()?.resolve(),
    fail: (error: Error) => waiting.shift()?.reject(error),
    perform: async ({ id, commit, emit }: RunContext) => {
      runs += 1;
      emit({ event: 'stage', data: { id } });
      await new Promise<void>((resolve, reject) => {
        waiting.push({ resolve, reject });
        currentScope().deadline.listen({ onAbort: reject });
      });
      answers.set(id, `answer ${id}`);
      await commit(manager);
      emit({ event: 'result', data: `answer ${id}` });
      return `answer ${id}`;
    },
    load: (id: string) => {
      const answer = answers.get(id);
      return answer === undefined ? Promise.reject(notFound('check', id)) : Promise.resolve(answer);
    },
  };
}
type Work = ReturnType<typeof handWork>;

let made = 0;
const spec = (work: Work, fields: Partial<RunSpec<string>> = {}): RunSpec<string> => ({
  ...{ operation: 'checks', idempotencyKey: 'k1', body: { company: 'a' }, keep: true, streamed: true },
  newId: () => `chk_${String((made += 1))}`,
  perform: work.perform,
  load: work.load,
  ...fields,
});
const unkeyed = { idempotencyKey: undefined };

function build() {
  const keys = new MemoryKeyStore();
  const store = new MemoryRunStore();
  return { keys, store, runs: new Runs(keys, store), replica: new Runs(keys, store) };
}
const answerOf = async (runs: Runs, what: RunSpec<string>) => (await runs.begin(what)).answer();

async function all(events: AsyncIterable<SseEvent> | undefined): Promise<SseEvent[]> {
  const seen: SseEvent[] = [];
  for await (const event of events ?? []) seen.push(event);
  return seen;
}
const names = (events: SseEvent[]) => events.map(({ id, event }) => `${String(id)} ${event}`);

describe('a request with an Idempotency-Key', () => {
  it('gives a repeat the first answer without doing the work again', async () => {
    const { runs } = build();
    const work = handWork();
    const first = inScope(() => answerOf(runs, spec(work)));
    await settle();
    work.finish();
    const answer = await first;
    expect(await inScope(() => answerOf(runs, spec(work)))).toBe(answer);
    expect(work.runs).toBe(1);
  });

  it('lets a repeat join the work that is still running, its events included', async () => {
    const { runs } = build();
    const work = handWork();
    const first = inScope(() => answerOf(runs, spec(work)));
    await settle();
    const second = inScope(async () => all((await runs.begin(spec(work))).events()));
    await settle();
    work.finish();
    const answer = await first;
    expect((await second).map(({ event }) => event)).toEqual(['stage', 'result']);
    expect((await second).at(-1)?.data).toBe(answer);
    expect(work.runs).toBe(1);
  });

  it('waits for work that another replica is doing, and follows it', async () => {
    const { runs, replica } = build();
    const clock = new FakeClock();
    const work = handWork();
    const first = inScope(() => answerOf(runs, spec(work)), { clock });
    await settle();
    const second = inScope(() => answerOf(replica, spec(work)), { clock });
    const watching = inScope(async () => all((await replica.begin(spec(work))).events()), { clock });
    await clock.advanceAsync(400);
    work.finish();
    await clock.advanceAsync(1_000);
    expect(await second).toBe(await first);
    expect((await watching).at(-1)?.data).toBe(await first);
    expect(work.runs).toBe(1);
  });

  it('is refused for another body, and for an answer that is not kept', async () => {
    const { runs } = build();
    const work = handWork();
    const first = inScope(() => answerOf(runs, spec(work)));
    await settle();
    await expect(inScope(() => runs.begin(spec(work, { body: { company: 'b' } })))).rejects.toMatchObject({
      status: 409,
      code: 'idempotency.key_reused',
    });
    await expect(inScope(() => runs.begin(spec(work, { keep: false })))).rejects.toMatchObject({
      status: 400,
      code: 'idempotency.not_kept',
    });
    work.finish();
    await first;
  });

  it('frees the key when the work fails, so that a repeat tries again', async () => {
    const { runs } = build();
    const work = handWork();
    const first = inScope(() => answerOf(runs, spec(work)));
    await settle();
    work.fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    const second = inScope(() => answerOf(runs, spec(work)));
    await settle();
    work.finish();
    expect(await second).toMatch(/^answer/);
    expect(work.runs).toBe(2);
  });
});

describe('a request without a key', () => {
  it('is work of its own every time', async () => {
    const { runs } = build();
    const work = handWork();
    const both = [1, 2].map(() => inScope(() => answerOf(runs, spec(work, unkeyed))));
    await settle();
    work.finish();
    work.finish();
    expect(new Set(await Promise.all(both)).size).toBe(2);
  });

  it('is finished when its caller leaves, if its answer is kept', async () => {
    const { runs } = build();
    const work = handWork();
    const answer = inScope(async (scope) => {
      const run = await runs.begin(spec(work, unkeyed));
      scope.deadline.cancel();
      await settle();
      work.finish();
      return run.answer();
    });
    expect(await answer).toMatch(/^answer/);
    expect(work.answers.size).toBe(1);
  });

  it('ends with its caller, if its answer is not kept', async () => {
    const { runs } = build();
    const work = handWork();
    const answer = inScope(async (scope) => {
      const run = await runs.begin(spec(work, { ...unkeyed, keep: false }));
      scope.deadline.cancel();
      return run.answer();
    });
    await expect(answer).rejects.toMatchObject({ code: 'call.cancelled' });
    expect(work.answers.size).toBe(0);
  });
});

describe('a stream', () => {
  it('is continued after the last event that arrived, here, on another replica, and after its end', async () => {
    const { runs, replica } = build();
    const clock = new FakeClock();
    const work = handWork();
    await inScope(
      async () => {
        const run = await runs.begin(spec(work, unkeyed));
        const here = all(await runs.follow('checks', run.id, 1, () => work.load(run.id)));
        await clock.advanceAsync(300);
        const there = all(await replica.follow('checks', run.id, 0, () => work.load(run.id)));
        work.finish();
        await clock.advanceAsync(1_000);
        expect(names(await here)).toEqual(['2 result']);
        expect(names(await there)).toEqual(['1 stage', '2 result']);
        const later = await replica.follow('checks', run.id, 1, () => work.load(run.id));
        expect(names(await all(later))).toEqual(['2 result']);
        expect(await replica.follow('checks', run.id, 2, () => work.load(run.id))).toBeUndefined();
      },
      { clock },
    );
  });

  it('ends with the error of its work', async () => {
    const { runs } = build();
    const work = handWork();
    await inScope(async () => {
      const run = await runs.begin(spec(work, unkeyed));
      const events = all(run.events());
      await settle();
      work.fail(new Error('secret'));
      expect(names(await events)).toEqual(['1 stage', '2 error']);
      expect((await events).at(-1)?.data).toMatchObject({ status: 500, code: 'internal' });
    });
  });

  it('says so when the process of its work has gone', async () => {
    const { store, replica } = build();
    await store.open('checks', 'chk_lost');
    await inScope(async () => {
      const events = await replica.follow('checks', 'chk_lost', 0, () => Promise.reject(new Error('none')));
      const run = store.runs.get('chk_lost');
      if (run) run.state = 'lost';
      await expect(all(events)).rejects.toMatchObject({ code: 'run.lost', status: 503 });
    });
  });

  it('of an answer without a journal is its result; of nothing at all a 404', async () => {
    const { runs } = build();
    const work = handWork();
    work.answers.set('chk_old', 'kept');
    await inScope(async () => {
      expect(names(await all(await runs.follow('checks', 'chk_old', 0, () => work.load('chk_old'))))).toEqual([
        '1 result',
      ]);
      await expect(runs.follow('checks', 'chk_x', 0, () => work.load('chk_x'))).rejects.toMatchObject({ status: 404 });
    });
  });
});
