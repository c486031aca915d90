import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { QueueRuntime, QueueWorker } from '@tradewind/platform';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { LeaseKeeper } from '../tasks/lease-keeper.js';
import { TaskClaims } from '../tasks/task-claims.js';
import { TASK_QUEUE } from '../tasks/task-tickets.js';
import { TaskRunner } from './task-runner.js';

/** Takes tickets from the queue and for each one runs the task that is due next. Made by hand because its options come from configuration. */
@Injectable()
export class TaskWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(TaskWorker.name);
  private readonly worker: QueueWorker;
  private stopping = false;
  private pausedUntilMs = 0;
  private resuming: NodeJS.Timeout | undefined;

  constructor(
    private readonly claims: TaskClaims,
    private readonly runner: TaskRunner,
    private readonly leases: LeaseKeeper,
    queues: QueueRuntime,
    @Inject(RAG_CONFIG) config: RagConfig,
  ) {
    this.worker = new QueueWorker(TASK_QUEUE, () => this.work(), {
      ...queues.workerOptions,
      autorun: false,
      concurrency: config.RAG_WORKER_CONCURRENCY,
    });
    this.worker.on('error', (error) => {
      this.logger.warn({ msg: 'queue trouble; the worker goes on when it is back', err: error });
    });
  }

  onApplicationBootstrap(): void {
    this.worker.run().catch((error: unknown) => {
      this.logger.error({ msg: 'the worker stopped', err: error });
    });
  }

  /** Takes no more tickets, hands every running task back at its last checkpoint, and leaves. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.resuming);
    await this.worker.pause(true);
    this.leases.stopAll('shutdown');
    await this.worker.close();
  }

  private async work(): Promise<void> {
    if (this.stopping) return;
    const task = await this.claims.next();
    const pauseMs = task ? await this.runner.run(task) : 0;
    if (pauseMs > 0) await this.pause(pauseMs);
  }

  /** Takes no new documents while an upstream they all need asks to be left alone: each would only run into the same refusal. */
  private async pause(ms: number): Promise<void> {
    const untilMs = performance.now() + ms;
    if (this.stopping || untilMs <= this.pausedUntilMs) return;
    this.pausedUntilMs = untilMs;
    clearTimeout(this.resuming);
    this.resuming = setTimeout(() => {
      if (!this.stopping) this.worker.resume();
    }, ms);
    this.resuming.unref();
    this.logger.log({ msg: 'no new documents while an upstream asks to be left alone', pauseMs: ms });
    await this.worker.pause(true);
  }
}
