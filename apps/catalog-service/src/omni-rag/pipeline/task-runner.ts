import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database, TRACING, type Tracing } from '@tradewind/platform';
import { createScope, isUpstreamError, runInScope, type CallScope } from '@tradewind/upstream';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { DocumentStore } from '../store/document-store.js';
import { describeFailure, TaskFailure } from '../tasks/failures.js';
import { LeaseKeeper, type StopReason } from '../tasks/lease-keeper.js';
import type { ClaimedTask } from '../tasks/task-claims.js';
import { LeaseLost, TaskRun } from '../tasks/task-run.js';
import { TaskTickets } from '../tasks/task-tickets.js';
import { IngestPipeline } from './ingest-pipeline.js';
import { verdictOf, type Verdict } from './verdict.js';

/** Spreads tasks that were put back at the same moment over the time after the one they were put back for. */
const JITTER_RATIO = 0.25;
/** Name of a task's run in its trace. */
const SPAN = 'rag.ingest';

/** Runs one claimed task to its end, or to the point from which it goes on later. */
@Injectable()
export class TaskRunner {
  private readonly logger = new Logger(TaskRunner.name);

  constructor(
    private readonly database: Database,
    private readonly pipeline: IngestPipeline,
    private readonly documents: DocumentStore,
    private readonly leases: LeaseKeeper,
    private readonly tickets: TaskTickets,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
    @Inject(TRACING) private readonly tracing: Pick<Tracing, 'task'> | undefined,
  ) {}

  /**
   * Does not throw: whatever happens becomes the task's state, and what cannot be written now is left to the next worker.
   *
   * @returns for how long an upstream every document needs asked to be left alone, ms; 0 when it did not.
   */
  async run(task: ClaimedTask): Promise<number> {
    const run = new TaskRun(this.database, task);
    const scope = createScope({
      requestId: task.id,
      tenantId: task.tenant_id,
      appId: task.app_id,
      lane: 'batch',
      deadlineMs: this.config.RAG_TASK_TIMEOUT_MS,
    });
    let stopped: StopReason | undefined;
    const release = this.leases.hold(task.run_id, (reason) => {
      stopped ??= reason;
      scope.deadline.cancel();
    });
    try {
      await runInScope(scope, () => this.traced(task, scope, () => this.pipeline.run(run)));
      this.logger.log({ msg: 'task succeeded', taskId: task.id, tenantId: task.tenant_id, attempt: task.attempts });
      return 0;
    } catch (error) {
      const verdict = this.judge(task, error, stopped, scope);
      await this.settle(run, error, verdict);
      return verdict.kind === 'hand_back' && isUpstreamError(error) ? verdict.delayMs : 0;
    } finally {
      release();
      scope.deadline.dispose();
    }
  }

  /** Every run of a task is a span of its own in the trace of the request that posted it. */
  private traced(task: ClaimedTask, scope: CallScope, work: () => Promise<void>): Promise<void> {
    if (this.tracing === undefined) return work();
    return this.tracing.task(scope, SPAN, task.id, task.trace_parent ?? undefined, work);
  }

  private judge(task: ClaimedTask, error: unknown, stopped: StopReason | undefined, scope: CallScope): Verdict {
    return verdictOf(error, {
      stopped,
      expired: scope.deadline.aborted,
      setbacks: task.setbacks,
      tooOld: Date.now() - task.created_at.getTime() > this.config.RAG_TASK_MAX_AGE_MS,
    });
  }

  /** Outside of the task's scope, whose time may be up. */
  private async settle(run: TaskRun, error: unknown, verdict: Verdict): Promise<void> {
    const { id: taskId, tenant_id: tenantId } = run.task;
    // A document that cannot be read is everyday business; anything else deserves its stack.
    const cause = error instanceof TaskFailure ? { code: error.code } : { err: error };
    this.logger[error instanceof TaskFailure ? 'log' : 'warn']({
      msg: 'task not finished',
      taskId,
      tenantId,
      verdict,
      ...cause,
    });
    try {
      await this.record(run, verdict);
    } catch (failure) {
      // The lease runs out, and the task is taken up by another worker.
      if (!(failure instanceof LeaseLost))
        this.logger.error({ msg: 'the end of a run could not be recorded', taskId, err: failure });
    }
  }

  private async record(run: TaskRun, verdict: Verdict): Promise<void> {
    switch (verdict.kind) {
      case 'fail':
        await run.fail(verdict.code);
        if (!describeFailure(verdict.code).retryable) await this.discard(run.task);
        return;
      case 'leave':
        return;
      case 'hand_back': {
        const delayMs = Math.ceil(verdict.delayMs * (1 + Math.random() * JITTER_RATIO));
        await run.handBack({ delayMs, setback: verdict.setback });
        this.tickets.announce(delayMs);
      }
    }
  }

  /** What came of a document that will never be finished is of no use to anybody. */
  private async discard({ id, tenant_id: tenantId }: ClaimedTask): Promise<void> {
    await this.database.tenant((manager) => this.documents.discard(manager, id), { tenantId });
  }
}
