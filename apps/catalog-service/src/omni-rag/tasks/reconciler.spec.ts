import { describe, expect, it } from '@jest/globals';
import { RagEnv } from '../rag.config.js';
import { Reconciler } from './reconciler.js';
import type { OpenTasks } from './task-claims.js';

describe('Reconciler', () => {
  async function reconcile(open: Partial<OpenTasks>, tickets: number): Promise<number[]> {
    const added: number[] = [];
    const reconciler = new Reconciler(
      { open: () => Promise.resolve({ waiting: 0, running: 0, orphaned: 0, oldestWaitSeconds: 0, ...open }) },
      {
        waiting: () => Promise.resolve(tickets),
        add: (count) => {
          added.push(count);
          return Promise.resolve();
        },
      },
      RagEnv.parse({}),
    );
    await reconciler.reconcile();
    return added;
  }

  it('replaces every ticket a lost queue held, and adds one for each orphaned task', async () => {
    expect(await reconcile({ waiting: 7 }, 0)).toEqual([7]);
    expect(await reconcile({ waiting: 7, orphaned: 2 }, 4)).toEqual([5]);
  });

  it('adds nothing when there are tickets enough', async () => {
    expect(await reconcile({ waiting: 3, running: 4 }, 3)).toEqual([]);
    expect(await reconcile({ waiting: 0 }, 5)).toEqual([]);
  });
});
