import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { Upstream, type Budget } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';

/** Bulk writes of ingestion, bounded apart from everything else that uses the database. */
@Injectable()
export class TenantWrites {
  private readonly budget: Budget;

  constructor(
    private readonly database: Database,
    upstream: Upstream,
  ) {
    this.budget = upstream.budget('omni-rag.db-write');
  }

  /** One transaction for the tenant of the current scope, within the `omni-rag.db-write` budget. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.budget.run(() => this.database.tenant(work));
  }
}
