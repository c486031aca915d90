import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { SectionBodies } from '@tradewind/contracts';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { audit, listAudit } from './audit-log.js';
import { listReplicas } from './replicas.js';
import { SettingsNotices } from './settings-notices.js';
import { appendRevision, changed, findRevision, listRevisions, settingsVersions } from './settings-store.js';
import { SettingsWatcher, type SettingsConsumer } from './settings-watcher.js';

const word = (pattern: string): SectionBodies['words'] => ({
  words: [{ pattern, action: 'block', applies_to: 'both' }],
});

/** Takes up words, and refuses one of them. */
class Words implements SettingsConsumer {
  readonly uses = ['words', 'limits'] as const;
  inForce: string[] = [];

  prepare({ sections }: Parameters<SettingsConsumer['prepare']>[0]): () => void {
    const next = sections.words?.words.map(({ pattern }) => pattern) ?? [];
    if (next.includes('unbearable')) throw new Error('This process cannot bear it.');
    return () => {
      this.inForce = next;
    };
  }
}

async function until(what: () => Promise<boolean> | boolean, timeoutMs = 5_000): Promise<number> {
  const startedMs = performance.now();
  while (!(await what())) {
    if (performance.now() - startedMs > timeoutMs) throw new Error('It did not come about in time.');
    await delay(20);
  }
  return performance.now() - startedMs;
}

describe('settings in a real PostgreSQL', () => {
  let test: TestDatabase;
  const running: { beforeApplicationShutdown(): Promise<void> }[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    test = await createTestDatabase();
  });

  afterAll(async () => {
    await test.drop();
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((part) => part.beforeApplicationShutdown()));
  });

  async function watch(instance: string, pollMs = 200) {
    const words = new Words();
    const watcher = new SettingsWatcher({ service: 'risk-service', database: test.database, instance, pollMs });
    watcher.register(words);
    await watcher.onApplicationBootstrap();
    running.push(watcher);
    return { words, watcher };
  }

  const version = (section: 'words' | 'limits') =>
    test.database.system(async (manager) => (await settingsVersions(manager, [section])).get(section) ?? -1);

  async function edit(body: SectionBodies['words'] | null, announce = false) {
    const current = await version('words');
    return test.database.system((manager) =>
      appendRevision(manager, { section: 'words', version: current, body, author: 'li.wei', note: null }, announce),
    );
  }

  const replicas = () => test.database.system(listReplicas);

  it('are in force on every process soon after an edit, and each says so', async () => {
    const [one, two] = await Promise.all([watch('one'), watch('two')]);
    const { version: edited } = await edit(word('军火'));
    await until(() => one.words.inForce.includes('军火') && two.words.inForce.includes('军火'));
    await until(async () => (await replicas()).every(({ versions }) => versions['words'] === edited));
    expect(await replicas()).toMatchObject([
      { instance: 'one', up_to_date: true, error: null },
      { instance: 'two', up_to_date: true, error: null },
    ]);
  });

  it('that a process cannot use change nothing there, and it says why', async () => {
    const { words } = await watch('one');
    const good = await edit(word('gut'));
    await until(() => words.inForce.includes('gut'));
    await edit(word('unbearable'));
    await until(async () => (await replicas())[0]?.error !== null);
    expect(words.inForce).toEqual(['gut']);
    expect(await replicas()).toMatchObject([
      { versions: { words: good.version }, up_to_date: false, error: { message: 'This process cannot bear it.' } },
    ]);
    await edit(word('besser'));
    await until(() => words.inForce.includes('besser'));
    await until(async () => (await replicas())[0]?.error === null);
  });

  it('that were damaged in the database are not taken up', async () => {
    const { words } = await watch('one');
    await edit(word('gut'));
    await until(() => words.inForce.includes('gut'));
    const damaged = await version('words');
    await test.dataSource.query(
      `INSERT INTO settings_revisions (section, version, body, author) VALUES ('words', $1, '{"words": 7}', 'x')`,
      [damaged + 1],
    );
    await test.database.system((manager) => changed(manager, 'words', false));
    await until(async () => (await replicas())[0]?.error !== null);
    expect(words.inForce).toEqual(['gut']);
    expect(await replicas()).toMatchObject([{ error: { section: 'words', version: damaged + 1 } }]);
    await edit(null);
    await until(() => words.inForce.length === 0);
  });

  it('that are announced are taken up without waiting for the next look', async () => {
    const { words, watcher } = await watch('one', 60_000);
    const notices = new SettingsNotices(test.url, watcher);
    notices.onApplicationBootstrap();
    running.push(notices);
    await until(async () => {
      const [row] = await test.dataSource.query<{ count: string }[]>(
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
      );
      return row?.count === '1';
    });
    await edit(word('schnell'), true);
    expect(await until(() => words.inForce.includes('schnell'))).toBeLessThan(2_000);
  });

  it('refuse an edit that is based on an older version, and name the current one', async () => {
    const current = await version('words');
    const attempt = (based: number) =>
      test.database.system((manager) =>
        appendRevision(manager, { section: 'words', version: based, body: word('x'), author: 'a', note: 'why' }, false),
      );
    const outcomes = await Promise.allSettled([attempt(current), attempt(current), attempt(current)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(attempt(current)).rejects.toMatchObject({
      code: 'settings.version_conflict',
      status: 409,
      headers: { etag: `"${String(current + 1)}"` },
    });
    const [kept, listed] = await test.database.system(async (manager) => [
      await findRevision(manager, 'words', current + 1),
      await listRevisions(manager, 'words', current + 2, 1),
    ]);
    expect(kept).toMatchObject({ body: word('x'), author: 'a', note: 'why' });
    expect(listed).toMatchObject([{ version: current + 1 }]);
  });

  it('no longer list a process that has fallen silent or has ended', async () => {
    const { watcher } = await watch('ending');
    await watch('silent');
    await watcher.beforeApplicationShutdown();
    expect(await replicas()).toMatchObject([{ instance: 'silent' }]);
    await test.dataSource.query(`UPDATE settings_replicas SET seen_at = now() - interval '16 seconds'`);
    expect(await replicas()).toEqual([]);
  });

  it('write down who did what, or nothing when it was not done', async () => {
    const actor = { name: 'li.wei', address: '10.0.0.1', requestId: 'req_1' };
    const write = { action: 'update' as const, resource: 'app/app_1', before: { name: 'a' }, after: { name: 'b' } };
    const failing = test.database.system(async (manager) => {
      await audit(manager, actor, { ...write, resource: 'app/undone' });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await test.database.system((manager) => audit(manager, actor, write));
    const list = (resource?: string) => test.database.system((manager) => listAudit(manager, { resource, limit: 10 }));
    expect(await list()).toMatchObject([{ actor: 'li.wei', address: '10.0.0.1', request_id: 'req_1', ...write }]);
    expect(await list('key/')).toEqual([]);
  });
});
