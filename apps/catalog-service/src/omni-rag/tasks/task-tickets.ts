import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { Queue } from 'bullmq';

export const TASK_QUEUE = 'rag-tasks';

const MAX_AT_ONCE = 500;
/** Between attempts to add tickets to a queue that is away. */
const RETRY_MS = 1_000;

/**
 * Jobs of the queue are tickets: each says that one task is waiting, not which (see TaskClaims). A lost ticket is replaced by the
 * reconciler, a superfluous one finds nothing to do; so adding them needs no transaction with the table.
 */
@Injectable()
export class TaskTickets {
  private readonly logger = new Logger(TaskTickets.name);
  private announced = 0;
  private adding = false;
  private retrying: NodeJS.Timeout | undefined;

  constructor(@InjectQueue(TASK_QUEUE) private readonly queue: Queue) {
    queue.on('error', (error) => {
      this.logger.warn({ msg: 'queue trouble; tasks are recorded and wait until it is back', err: error });
    });
  }

  /**
   * Adds a ticket without making anybody wait for it: with the queue away, it is tried again every second, and the reconciler adds
   * what is still missing. Tickets that are
   * announced while others are being added go together in one command.
   */
  announce(delayMs = 0): void {
    if (delayMs > 0) this.inBackground(this.add(1, delayMs));
    else {
      this.announced += 1;
      if (!this.adding) this.inBackground(this.addAnnounced());
    }
  }

  private async addAnnounced(): Promise<void> {
    this.adding = true;
    try {
      while (this.announced > 0) {
        const count = Math.min(this.announced, MAX_AT_ONCE);
        await this.add(count);
        this.announced -= count;
      }
    } catch (error) {
      // What is beyond that is left to the reconciler: any ticket serves any task.
      this.announced = Math.min(this.announced, MAX_AT_ONCE);
      this.tryAgain();
      throw error;
    } finally {
      this.adding = false;
    }
  }

  private tryAgain(): void {
    this.retrying ??= setTimeout(() => {
      this.retrying = undefined;
      if (!this.adding && this.announced > 0) this.inBackground(this.addAnnounced());
    }, RETRY_MS).unref();
  }

  private inBackground(adding: Promise<void>): void {
    adding.catch((error: unknown) => {
      this.logger.warn({ msg: 'tickets not added; they are added when the queue is back', err: error });
    });
  }

  async add(count: number, delayMs = 0): Promise<void> {
    const ticket = {
      name: 'ticket',
      data: {},
      opts: { delay: Math.max(0, Math.ceil(delayMs)), removeOnComplete: true, removeOnFail: true },
    };
    await this.queue.addBulk(Array.from({ length: count }, () => ticket));
  }

  /** Tickets nobody has taken yet, delayed ones included. */
  async waiting(): Promise<number> {
    return this.queue.getJobCountByTypes('waiting', 'prioritized', 'delayed');
  }
}
