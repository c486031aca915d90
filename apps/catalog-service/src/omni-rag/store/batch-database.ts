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
  private readonly indexWrites: Budget;

  constructor(
    private readonly database: Database,
    downstreams: RagDownstreams,
  ) {
    this.writes = downstreams.writes;
    this.indexWrites = downstreams.indexWrites;
  }

  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return patiently(() => this.database.tenant(work));
  }

  /** One transaction within the `omni-rag.db-write` budget, so that bulk writes never take all connections. */
  async write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return patiently(() => this.writes.run(() => this.database.tenant(work)));
  }

  /**
   * A write of vectors. Finding each one's place in the index keeps a core of the database busy for about a millisecond, so these take turns
   * (`omni-rag.index-write`): else a document that is embedded at once takes all cores from the searches beside it. They wait for their turn
   * here, without a connection.
   */
  async writeVectors<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return patiently(() => this.indexWrites.run(() => this.writes.run(() => this.database.tenant(work))));
  }
}
