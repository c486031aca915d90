import { Inject, Injectable } from '@nestjs/common';
import type { IngestRequest, TaskAccepted } from '@tradewind/contracts';
import { badRequest } from '@tradewind/platform';
import { checkedSourceUrl, shownSource } from '../fetch/source-url.js';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { describeFailure, TaskFailure } from '../tasks/failures.js';
import { TaskStore } from '../tasks/task-store.js';
import { TaskTickets } from '../tasks/task-tickets.js';

/** Accepts documents: checks what can be checked without touching the network, records the task, and leaves the rest to the worker. */
@Injectable()
export class IngestService {
  constructor(
    private readonly tasks: TaskStore,
    private readonly tickets: TaskTickets,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
  ) {}

  /** @throws AppError 400 `source.*`, 409 `idempotency.key_reused`, 429 `queue.full` or `queue.tenant_quota` */
  async ingest(request: IngestRequest, idempotencyKey: string | undefined): Promise<TaskAccepted> {
    const source = shownSource(this.check(request.url));
    const task = await this.tasks.create({ url: request.url, source, title: request.title, idempotencyKey });
    if (task.status === 'queued') this.tickets.announce();
    return { task_id: task.id, status: task.status };
  }

  private check(link: string): URL {
    try {
      return checkedSourceUrl(link, {
        allowedHosts: this.config.RAG_ALLOWED_HOSTS,
        allowPrivate: this.config.RAG_ALLOW_PRIVATE_ADDRESSES,
      });
    } catch (error) {
      if (error instanceof TaskFailure) throw badRequest(error.code, describeFailure(error.code).message);
      throw error;
    }
  }
}
