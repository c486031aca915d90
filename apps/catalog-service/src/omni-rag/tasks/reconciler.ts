import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { isUpstreamError } from '@tradewind/upstream';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskClaims } from './task-claims.js';
import { TaskTickets } from './task-tickets.js';

/**
 * Compares the table with the queue and adds the tickets that are missing: after a flushed or restarted Redis, a crash between
 * insert and enqueue, or the death of a worker. Every worker runs it; that two do so at once costs a few idle tickets.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private timer: NodeJS.Timeout | undefined;
  private busy = false;

  constructor(
    @Inject(TaskClaims) private readonly claims: Pick<TaskClaims, 'open'>,
    @Inject(TaskTickets) private readonly tickets: Pick<TaskTickets, 'add' | 'waiting'>,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
  ) {}

  onApplicationBootstrap(): void {
    void this.tick();
    this.timer = setInterval(() => void this.tick(), this.config.RAG_RECONCILE_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Adds as many tickets as tasks lack one; returns how many. */
  async reconcile(): Promise<number> {
    const { waiting, orphaned } = await this.claims.open();
    const needed = waiting + orphaned;
    if (needed === 0) return 0;
    const missing = needed - (await this.tickets.waiting());
    if (missing <= 0) return 0;
    await this.tickets.add(missing);
    return missing;
  }

  private async tick(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.reconcile();
    } catch (error) {
      // A moment's jam is no news; it is tried again soon.
      this.logger[isUpstreamError(error) ? 'debug' : 'warn']({
        msg: 'reconciliation failed; it is tried again',
        err: error,
      });
    } finally {
      this.busy = false;
    }
  }
}
