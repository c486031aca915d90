import { Injectable } from '@nestjs/common';
import { newId } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import { storable } from '../ledger/storable.js';
import { UsageLedger } from '../ledger/usage-ledger.js';
import { type FeatureUsage, UsageBooking } from './usage-booking.js';

const STATUS = { ok: 200, refused: 429, failed: 502, aborted: 499 } as const;

/** Books features' calls in the same ledger as the gateway's. */
@Injectable()
export class LedgerBooking extends UsageBooking {
  constructor(private readonly ledger: UsageLedger) {
    super();
  }

  async book(usage: FeatureUsage): Promise<void> {
    const { tenantId, appId, requestId } = currentScope();
    await this.ledger.append({
      id: newId('use'),
      tenant_id: tenantId,
      app_id: appId,
      request_id: requestId,
      started_at: usage.startedAt.toISOString(),
      feature: usage.feature,
      endpoint: usage.operation,
      model: storable(usage.model),
      server: usage.server,
      upstream_model: usage.model === '' ? null : storable(usage.model),
      streamed: false,
      attempts: 1,
      outcome: usage.outcome,
      status: STATUS[usage.outcome],
      error_code: usage.errorCode === undefined ? null : storable(usage.errorCode),
      usage: usage.usage,
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      searches: usage.searches,
      cost: usage.cost,
      currency: usage.currency,
      latency_ms: Math.round(usage.latencyMs),
      first_byte_ms: null,
      word_hits: null,
    });
  }
}
