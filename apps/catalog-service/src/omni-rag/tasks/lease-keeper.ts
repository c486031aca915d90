import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { rows } from '../store/rows.js';
import { inControlScope } from './control-scope.js';

/** Why a run must stop before it is finished. */
export type StopReason = 'lease_lost' | 'shutdown';

interface Held {
  stop: (reason: StopReason) => void;
  /** Monotonic time of the last heartbeat that reached the database. */
  seenAtMs: number;
}

/**
 * Keeps the leases of all runs of this process alive with one statement per beat, and learns on the same way which of them are
 * lost, because the task was cancelled or somebody else has it. It runs on its own timer, apart from the work, so a run that waits for a permit never looks dead.
 */
@Injectable()
export class LeaseKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(LeaseKeeper.name);
  private readonly held = new Map<string, Held>();
  private timer: NodeJS.Timeout | undefined;
  private beating = false;
  /** Once set, whatever begins is stopped as well. */
  private stopped: StopReason | undefined;

  constructor(
    private readonly database: Database,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.beat(), this.config.RAG_HEARTBEAT_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Keeps `runId` alive until the returned function is called; calls `stop` at most once per reason before that. */
  hold(runId: string, stop: (reason: StopReason) => void): () => void {
    this.held.set(runId, { stop, seenAtMs: performance.now() });
    if (this.stopped) stop(this.stopped);
    return () => this.held.delete(runId);
  }

  stopAll(reason: StopReason): void {
    this.stopped = reason;
    for (const { stop } of this.held.values()) stop(reason);
  }

  /** One heartbeat; exposed so that tests need not wait for the timer. */
  async beat(): Promise<void> {
    if (this.beating || this.held.size === 0) return;
    this.beating = true;
    const runIds = [...this.held.keys()];
    try {
      const alive = await inControlScope(() =>
        this.database.system((manager) =>
          rows<{ run_id: string }>(
            manager,
            `UPDATE rag_tasks SET heartbeat_at = now() WHERE run_id = ANY($1) AND status = 'running' RETURNING run_id`,
            [runIds],
          ),
        ),
      );
      this.apply(runIds, new Set(alive.map((row) => row.run_id)));
    } catch (error) {
      this.logger.warn({ msg: 'heartbeat failed', err: error });
      this.giveUpExpired(runIds);
    } finally {
      this.beating = false;
    }
  }

  private apply(runIds: readonly string[], alive: ReadonlySet<string>): void {
    for (const runId of runIds) {
      const held = this.held.get(runId);
      if (!held) continue;
      if (alive.has(runId)) held.seenAtMs = performance.now();
      else held.stop('lease_lost');
    }
  }

  /** Without a database for a whole lease, another worker may have taken over: stop before working twice. */
  private giveUpExpired(runIds: readonly string[]): void {
    const nowMs = performance.now();
    for (const runId of runIds) {
      const held = this.held.get(runId);
      if (held && nowMs - held.seenAtMs > this.config.RAG_LEASE_MS) held.stop('lease_lost');
    }
  }
}
