import { Inject, Injectable } from '@nestjs/common';
import type { IngestRequest, TaskAccepted } from '@tradewind/contracts';
import { badRequest, TRACING, type Tracing } from '@tradewind/platform';
import { TaskAdmission } from '../admission/task-admission.js';
import { checkedSourceUrl, shownSource } from '../fetch/source-url.js';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { describeFailure, TaskFailure } from '../tasks/failures.js';
import { TaskTickets } from '../tasks/task-tickets.js';

/** Accepts documents: checks what can be checked without touching the network, records the task, and leaves the rest to the worker. */
@Injectable()
export class IngestService {
  constructor(
    private readonly admission: TaskAdmission,
    private readonly tickets: TaskTickets,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
    @Inject(TRACING) private readonly tracing: Pick<Tracing, 'traceParentOf'> | undefined,
  ) {}

  /** @throws AppError 400 `source.*` or `webhook.forbidden_url`, 409 `idempotency.key_reused`, 429 `queue.full`, `queue.tenant_quota` or `queue.busy` */
  async ingest(request: IngestRequest, idempotencyKey: string | undefined): Promise<TaskAccepted> {
    const source = shownSource(this.check(request.url));
    const { url, title, webhook } = request;
    if (webhook) this.checkWebhook(webhook.url);
    const traceParent = this.tracing?.traceParentOf();
    const task = await this.admission.admit({ url, source, title, webhook, idempotencyKey, traceParent });
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

  /** What can be known of the address now; the rest is checked when it is called. Any public host will do: it is the tenant's own. */
  private checkWebhook(link: string): void {
    try {
      checkedSourceUrl(link, { allowedHosts: ['*'], allowPrivate: this.config.RAG_ALLOW_PRIVATE_ADDRESSES });
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      throw badRequest(
        'webhook.forbidden_url',
        'The webhook must be an http(s) address on the public internet, without a password.',
      );
    }
  }
}
