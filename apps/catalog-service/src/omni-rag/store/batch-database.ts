import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import type { Budget } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { patiently } from './patiently.js';
import { RagDownstreams } from '../rag-downstreams.js';

/** The database as ingestion uses it: for the tenant of the current scope, and with the patience of work nobody waits for. */
@Injectable()
export class BatchDatabase {
  private readonly writes: Budget;

  constructor(
    private readonly database: Database,
    downstreams: RagDownstreams,
  ) {
    this.writes = downstreams.writes;
  }

  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return patiently(() => this.database.tenant(work));
  }

  /** One transaction within the `omni-rag.db-write` budget, so that bulk writes never take all connections. */
  async write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return patiently(() => this.writes.run(() => this.database.tenant(work)));
  }
}
