import { Logger } from '@nestjs/common';
import { runInScope } from '@tradewind/upstream';
import type { Journal } from './journal.js';
import { ownScope } from './own-scope.js';
import { pause } from './pause.js';
import type { RunStore } from './run-store.js';

/** Entries are written together: a run says most of what it says in a few bursts. */
const BURST_MS = 200;
/** A journal may still be written this long after its run's deadline. */
const SLACK_MS = 5_000;

const logger = new Logger('Runs');

/**
 * Writes a journal down while it grows, and resolves when its end is stored. A journal that cannot be stored costs its readers the
 * continuation, never the run its answer.
 */
export async function keepJournal(store: RunStore, operation: string, id: string, journal: Journal): Promise<void> {
  const scope = ownScope(SLACK_MS);
  try {
    await runInScope(scope, async () => {
      await store.open(operation, id, scope.deadline.remainingMs() + SLACK_MS);
      for (let written = 0, ended = false; !ended;) {
        if (journal.since(written).length === 0 && !journal.complete) await journal.change();
        await Promise.race([untilComplete(journal), pause(BURST_MS)]);
        const entries = journal.since(written);
        ended = journal.complete;
        await store.append(id, entries, ended);
        written += entries.length;
      }
    });
  } catch (error) {
    logger.warn({ message: 'The journal of a run could not be kept', run: id, error });
  } finally {
    scope.deadline.dispose();
  }
}

async function untilComplete(journal: Journal): Promise<void> {
  while (!journal.complete) await journal.change();
}
