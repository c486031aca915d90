import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database, tooManyRequests } from '@tradewind/platform';
import { rows } from '../store/rows.js';
import { inControlScope } from '../tasks/control-scope.js';
import type { TaskRow } from '../tasks/task-row.js';

export interface TaskWatcherOptions {
  /** Time between two looks at the table, ms. */
  intervalMs: number;
  /** Streams of this process at once; more are refused. */
  maxStreams: number;
}

export const TASK_WATCHER_OPTIONS = Symbol('TaskWatcherOptions');
export const taskWatcherDefaults: TaskWatcherOptions = { intervalMs: 300, maxStreams: 500 };
const BUSY_RETRY_AFTER_MS = 10_000;

interface Watch {
  taskId: string;
  version: number;
  /** Given the next row, or undefined at the end. */
  next: ((row: TaskRow | undefined) => void) | undefined;
}

/**
 * Tells what becomes of tasks, to any number of listeners, with one statement per interval for all of them together and none when
 * nobody listens. A listener that is slow skips to the newest state: each one says everything.
 */
@Injectable()
export class TaskWatcher implements BeforeApplicationShutdown {
  private readonly watches = new Set<Watch>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private closed = false;

  constructor(
    private readonly database: Database,
    @Inject(TASK_WATCHER_OPTIONS) private readonly options: TaskWatcherOptions,
  ) {}

  /** Ends every stream, so that a shutdown need not wait for them; clients come back with the last id they saw. */
  beforeApplicationShutdown(): void {
    this.closed = true;
    for (const watch of this.watches) watch.next?.(undefined);
    this.stop();
  }

  /** @throws AppError 429 `events.too_many_streams` */
  assertRoom(): void {
    if (this.watches.size < this.options.maxStreams) return;
    throw tooManyRequests(
      'events.too_many_streams',
      'Too many streams are open; poll GET /tasks/{id} meanwhile.',
      BUSY_RETRY_AFTER_MS,
    );
  }

  /** The states of a task newer than `version`, up to and including its end. */
  async *follow(taskId: string, version: number, signal: AbortSignal): AsyncGenerator<TaskRow, void, undefined> {
    const watch: Watch = { taskId, version, next: undefined };
    this.watches.add(watch);
    this.timer ??= setInterval(() => void this.look(), this.options.intervalMs);
    const end = (): void => watch.next?.(undefined);
    signal.addEventListener('abort', end);
    try {
      while (!this.closed && !signal.aborted) {
        const row = await new Promise<TaskRow | undefined>((resolve) => (watch.next = resolve));
        if (row === undefined) return;
        watch.version = Number(row.version);
        yield row;
        if (row.finished_at !== null) return;
      }
    } finally {
      signal.removeEventListener('abort', end);
      this.watches.delete(watch);
      if (this.watches.size === 0) this.stop();
    }
  }

  /** Looks once; exposed so that tests need not wait for the timer. */
  async look(): Promise<void> {
    const asked = [...this.watches].filter((watch) => watch.next !== undefined);
    if (this.looking || asked.length === 0) return;
    this.looking = true;
    try {
      const newest = await this.read(asked);
      for (const watch of asked) {
        const row = newest.get(watch.taskId);
        if (row === undefined || Number(row.version) <= watch.version) continue;
        const { next } = watch;
        watch.next = undefined;
        next?.(row);
      }
    } catch {
      // A database that is away for a moment is not the end of a stream: it goes on when it is back.
    } finally {
      this.looking = false;
    }
  }

  private async read(watches: readonly Watch[]): Promise<Map<string, TaskRow>> {
    const found = await inControlScope(() =>
      this.database.system((manager) =>
        rows<TaskRow>(
          manager,
          `SELECT task.* FROM rag_tasks task
           JOIN (SELECT id, min(version) AS version FROM unnest($1::text[], $2::bigint[]) AS asked (id, version) GROUP BY id) seen USING (id)
           WHERE task.version > seen.version`,
          [watches.map(({ taskId }) => taskId), watches.map(({ version }) => version)],
        ),
      ),
    );
    return new Map(found.map((row) => [row.id, row]));
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
