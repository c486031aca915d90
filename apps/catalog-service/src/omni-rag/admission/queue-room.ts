import { Inject, Injectable } from '@nestjs/common';
import { tooManyRequests, type AppError } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { rows } from '../store/rows.js';
import { PlaceForecast } from './place-forecast.js';
import { RecentRefusals, type RefusalKind } from './recent-refusals.js';

/** Serialises what must see the whole queue: admission and retry. The number is arbitrary, but one for the whole product. */
const ADMISSION_LOCK = 7_205_001;

/** The room that is left, as the transaction that holds the lock fills it. */
export interface Room {
  /** Takes one place for a tenant, or says why there is none. */
  take(tenantId: string): RefusalKind | undefined;
}

/** Holds the caps of the queue: how many tasks may wait in all and of one tenant, exactly and over all replicas. */
@Injectable()
export class QueueRoom {
  private readonly refusals = new RecentRefusals();
  private readonly forecast = new PlaceForecast();

  constructor(@Inject(RAG_CONFIG) private readonly config: RagConfig) {}

  /** The refusal a tenant got a moment ago, without asking the database: a flood costs nothing but its own parsing. */
  recentRefusal(tenantId: string): AppError | undefined {
    const kind = this.refusals.of(tenantId);
    return kind && this.refusal(kind);
  }

  /** Counts what waits and keeps everybody else from adding to it until the transaction ends. */
  async lock(manager: EntityManager): Promise<Room> {
    await manager.query(`SELECT pg_advisory_xact_lock($1)`, [ADMISSION_LOCK]);
    const counted = await rows<{ tenant_id: string; waiting: number }>(
      manager,
      `SELECT tenant_id, count(*)::int AS waiting FROM rag_tasks WHERE status = 'queued' GROUP BY tenant_id`,
    );
    const ofTenant = new Map(counted.map(({ tenant_id: id, waiting }) => [id, waiting]));
    let waiting = counted.reduce((sum, each) => sum + each.waiting, 0);
    if (waiting >= this.config.RAG_MAX_WAITING) await this.observePace(manager);
    return {
      take: (tenantId) => {
        const mine = ofTenant.get(tenantId) ?? 0;
        if (mine >= this.config.RAG_MAX_WAITING_PER_TENANT) return 'queue.tenant_quota';
        if (waiting >= this.config.RAG_MAX_WAITING) return 'queue.full';
        ofTenant.set(tenantId, mine + 1);
        waiting += 1;
        return undefined;
      },
    };
  }

  /** The refusal with a moment to come back; remembered, so that the next posts of this tenant are refused without counting. */
  refuse(tenantId: string, kind: RefusalKind): AppError {
    this.refusals.remember(tenantId, kind);
    return this.refusal(kind);
  }

  private refusal(kind: RefusalKind): AppError {
    const detail =
      kind === 'queue.full'
        ? 'As many documents are waiting as may wait in all.'
        : `You have ${String(this.config.RAG_MAX_WAITING_PER_TENANT)} documents waiting, as many as one tenant may.`;
    return tooManyRequests(kind, detail, this.forecast.next());
  }

  private async observePace(manager: EntityManager): Promise<void> {
    const [pace] = await rows<{ finished: number }>(
      manager,
      `SELECT count(*)::int AS finished FROM rag_tasks WHERE finished_at > now() - interval '1 minute'`,
    );
    this.forecast.observe(pace?.finished ?? 0);
  }
}
