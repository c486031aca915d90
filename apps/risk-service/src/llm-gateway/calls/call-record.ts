import { IsoClock, newId } from '@tradewind/platform';
import type { Backend, CallScope, Clock, RateStatus, TokenUsage } from '@tradewind/upstream';
import type { SpendHold } from '../../usage/spending/app-spending.js';
import { storable } from '../../usage/ledger/storable.js';
import type { Endpoint, Outcome, UsageKind, UsageRow } from '../../usage/ledger/usage-row.js';
import type { KeyReservation } from '../limits/key-limits.js';
import { rateLimitHeaders } from '../limits/rate-headers.js';
import type { RouteServer } from '../routing/route-table.js';
import type { GatewaySettings } from '../settings/gateway-settings.js';
import { WordHits } from '../words/word-hits.js';

/** Tokens of a call, and where the numbers come from. */
export interface CallUsage {
  readonly kind: UsageKind;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The same as the upstream's limits are settled with. */
export function tokenUsage({ kind, inputTokens, outputTokens }: CallUsage): TokenUsage {
  return { inputTokens, outputTokens, exact: kind === 'exact' };
}

export const NO_USAGE: CallUsage = { kind: 'none', inputTokens: 0, outputTokens: 0 };

/** How a call ended. */
export interface CallEnd {
  readonly outcome: Outcome;
  /** The status of the answer; of a stream that broke off, the status its failure would have had. */
  readonly status: number;
  readonly errorCode?: string;
  readonly usage: CallUsage;
  /** Nothing was ever sent, so that the key gets back the request as well. */
  readonly unsent?: boolean;
}

const NO_STATUS: RateStatus = {};
/** The gateway's own name in the ledger. */
const FEATURE = 'llm-gateway';
const isoClock = new IsoClock();

/** What is known of one call through the gateway while it runs; it becomes one row of the ledger. */
export class CallRecord {
  /** The model as the caller named it. */
  model = '';
  streamed = false;
  server: RouteServer | undefined;
  /** The server's limits and permits. */
  backend: Backend | undefined;
  /** Servers tried. */
  attempts = 0;
  estimatedInputTokens = 0;
  reservedOutputTokens = 0;
  reservation: KeyReservation | undefined;
  /** What it has set aside of its app's budgets. */
  spendHold: SpendHold | undefined;
  /** Set once its row is taken down. */
  booked = false;
  private firstByteMs: number | undefined;
  private readonly startedAtMs = Date.now();
  private readonly startedMs: number;

  constructor(
    readonly endpoint: Endpoint,
    readonly scope: CallScope,
    /** In force when the call began; it keeps them whatever is edited meanwhile. */
    readonly settings: GatewaySettings,
    private readonly clock: Clock,
    readonly wordHits = new WordHits(),
  ) {
    this.startedMs = clock.now();
  }

  /** Whether an upstream has begun to answer it. */
  get begun(): boolean {
    return this.firstByteMs !== undefined;
  }

  /** The first byte of the upstream's answer is here. */
  firstByte(): void {
    this.firstByteMs ??= Math.round(this.clock.now() - this.startedMs);
  }

  /** `x-ratelimit-*` from the tightest of the rules that applied so far: the key's and, once there is one, the server's. */
  rateHeaders(): Record<string, string> | Promise<Record<string, string>> {
    const status = this.backend?.rateStatus() ?? NO_STATUS;
    const own = this.reservation?.status ?? NO_STATUS;
    return status instanceof Promise
      ? status.then((later) => rateLimitHeaders([own, later]))
      : rateLimitHeaders([own, status]);
  }

  toRow(end: CallEnd): UsageRow {
    const { prices } = this.settings;
    return {
      id: newId('use'),
      tenant_id: this.scope.tenantId,
      app_id: this.scope.appId,
      request_id: this.scope.requestId,
      started_at: isoClock.text(this.startedAtMs),
      feature: FEATURE,
      endpoint: this.endpoint,
      model: storable(this.model),
      server: this.server?.server ?? null,
      upstream_model: this.server?.model ?? null,
      streamed: this.streamed,
      attempts: this.attempts,
      outcome: end.outcome,
      status: end.status,
      error_code: end.errorCode === undefined ? null : storable(end.errorCode),
      usage: end.usage.kind,
      input_tokens: end.usage.inputTokens,
      output_tokens: end.usage.outputTokens,
      searches: 0,
      cost: prices.cost(this.model, end.usage.inputTokens, end.usage.outputTokens),
      currency: prices.currency,
      latency_ms: Math.round(this.clock.now() - this.startedMs),
      first_byte_ms: this.firstByteMs ?? null,
      word_hits: this.wordHits.list(),
    };
  }
}
