import { Injectable } from '@nestjs/common';
import type { Boost, SynonymGroup } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { BoundedCache } from '../bounded-cache.js';
import type { Tuning } from './tuning.js';

/** Changes are in force on every replica within this time, and at once on the one that made them. */
const TTL_MS = 5_000;
const MAX_TENANTS = 2_000;

/** The synonyms and boosts of the current scope's tenant. */
@Injectable()
export class TuningStore {
  private readonly cached = new BoundedCache<Promise<Tuning>>(MAX_TENANTS, TTL_MS);

  constructor(private readonly database: Database) {}

  /** Read at most once in some seconds. Never call it inside a transaction. */
  async current(): Promise<Tuning> {
    const { tenantId } = currentScope();
    const known = this.cached.get(tenantId);
    // A read that failed, or whose request was cancelled, is the failure of one request and not of those after it.
    if (known !== undefined) return known.catch(() => this.read());
    const read = this.read();
    this.cached.set(tenantId, read);
    read.catch(() => {
      this.cached.delete(tenantId);
    });
    return read;
  }

  async replaceSynonyms(groups: readonly SynonymGroup[]): Promise<void> {
    await this.replace('search_synonyms', groups);
  }

  async replaceBoosts(boosts: readonly Boost[]): Promise<void> {
    await this.replace('search_boosts', boosts);
  }

  private read(): Promise<Tuning> {
    return this.database.tenant(async (manager) => ({
      synonyms: await rules<SynonymGroup>(manager, 'search_synonyms'),
      boosts: await rules<Boost>(manager, 'search_boosts'),
    }));
  }

  private async replace(table: Table, wanted: readonly object[]): Promise<void> {
    const { tenantId } = currentScope();
    await this.database.tenant(async (manager) => {
      // Two who replace at once: the later one wins as a whole.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [`${table}\n${tenantId}`]);
      await manager.query(`DELETE FROM ${table}`);
      await manager.query(
        `INSERT INTO ${table} (tenant_id, position, rule)
         SELECT $1, r.position, r.rule FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS r (rule, position)`,
        [tenantId, JSON.stringify(wanted)],
      );
    });
    this.cached.delete(tenantId);
  }
}

type Table = 'search_synonyms' | 'search_boosts';

async function rules<T>(manager: EntityManager, table: Table): Promise<T[]> {
  const rows = await manager.query<{ rule: T }[]>(`SELECT rule FROM ${table} ORDER BY position`);
  return rows.map(({ rule }) => rule);
}
