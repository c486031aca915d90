import { createHash } from 'node:crypto';
import type { WebhookTarget } from '@tradewind/contracts';

/** A task to be recorded. */
export interface NewTask {
  url: string;
  /** The link without its query string. */
  source: string;
  title: string | undefined;
  idempotencyKey: string | undefined;
  webhook?: WebhookTarget | undefined;
  /** `traceparent` of the request that posts it, where that is traced. */
  traceParent?: string | undefined;
}

/** What a repeat under the same idempotency key must have in common with the first request. */
export function requestHash({ url, title, webhook }: NewTask): string {
  const parts = [url, title ?? null, ...(webhook ? [webhook.url, webhook.secret] : [])];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
