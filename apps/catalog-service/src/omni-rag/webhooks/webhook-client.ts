import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { TaskWebhook } from '@tradewind/contracts';
import { safeAgent, unsafeLinkOf } from '@tradewind/platform';
import { type Agent, request } from 'undici';
import { checkedSourceUrl } from '../fetch/source-url.js';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskFailure } from '../tasks/failures.js';
import { toTask } from '../tasks/task-row.js';
import type { Delivery } from './delivery-store.js';
import { signature } from './signature.js';

const TIMEOUT_MS = 10_000;
const CONNECTIONS_PER_HOST = 4;

/** How a call went: `gone` means that nobody wants another one, `refused` that it is worth trying again. */
export type DeliveryOutcome = { kind: 'delivered' } | { kind: 'refused' | 'gone'; error: string };

/** Makes the signed call. The address passes the checks of a document's link at every attempt; redirects are not followed. */
@Injectable()
export class WebhookClient implements OnModuleDestroy {
  private readonly agent: Agent;

  constructor(@Inject(RAG_CONFIG) private readonly config: Pick<RagConfig, 'RAG_ALLOW_PRIVATE_ADDRESSES'>) {
    this.agent = safeAgent({
      connections: CONNECTIONS_PER_HOST,
      allowPrivate: config.RAG_ALLOW_PRIVATE_ADDRESSES,
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent.destroy();
  }

  /** Does not throw: whatever goes wrong is the outcome. */
  async call(delivery: Delivery): Promise<DeliveryOutcome> {
    const body = JSON.stringify(bodyOf(delivery));
    const timestamp = Math.floor(Date.now() / 1_000);
    try {
      const url = checkedSourceUrl(delivery.url, {
        allowedHosts: ['*'],
        allowPrivate: this.config.RAG_ALLOW_PRIVATE_ADDRESSES,
      });
      const response = await request(url, {
        method: 'POST',
        dispatcher: this.agent,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        body,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'tradewind-webhooks',
          'webhook-id': delivery.id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signature(delivery.secret, delivery.id, timestamp, body),
        },
      });
      // What it says beyond the status is of no use, and could be long.
      response.body.on('error', () => undefined).destroy();
      return outcomeOf(response.statusCode);
    } catch (error) {
      return failureOf(error);
    }
  }
}

function bodyOf({ task }: Delivery): TaskWebhook {
  const type =
    task.status === 'succeeded' || task.status === 'failed' ? (`task.${task.status}` as const) : 'task.cancelled';
  return { type, timestamp: (task.finished_at ?? task.created_at).toISOString(), data: toTask(task) };
}

function outcomeOf(status: number): DeliveryOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  return { kind: status === 410 ? 'gone' : 'refused', error: `status ${String(status)}` };
}

function failureOf(error: unknown): DeliveryOutcome {
  if (error instanceof TaskFailure) return { kind: 'gone', error: error.code };
  if (unsafeLinkOf(error) !== undefined) return { kind: 'gone', error: 'source.forbidden_address' };
  return { kind: 'refused', error: error instanceof Error ? error.name : 'unknown' };
}
