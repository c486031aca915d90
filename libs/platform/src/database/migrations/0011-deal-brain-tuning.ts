import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createProductConditions } from './product-matching.js';
import { tenantTable } from './tenant-table.js';

/** How tenants bend search, what their buyers did, and the order in which a catalogue is listed. */
export class DealBrainTuning0011 implements MigrationInterface {
  readonly name = 'DealBrainTuning1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['search_synonyms', 'search_boosts']) {
      await runner.query(`
        CREATE TABLE ${table} (
          tenant_id text NOT NULL,
          position integer NOT NULL,
          rule jsonb NOT NULL,
          PRIMARY KEY (tenant_id, position)
        )`);
      await tenantTable(runner, table);
    }
    await createBuyerEvents(runner);
    // Databases that had it before attributes took alternatives.
    await createProductConditions(runner);
    await runner.query(
      `CREATE INDEX IF NOT EXISTS products_newest ON products (tenant_id, created_at DESC, product_id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX IF EXISTS products_newest`);
    await runner.query(`DROP TABLE buyer_events, search_boosts, search_synonyms`);
  }
}

async function createBuyerEvents(runner: QueryRunner): Promise<void> {
  // event_id is the sender's, or made here: either way an event counts once. No foreign key: products come and go, what a buyer did stays.
  await runner.query(`
    CREATE TABLE buyer_events (
      tenant_id text NOT NULL,
      event_id text NOT NULL,
      buyer_id text NOT NULL,
      product_id text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('view', 'save', 'inquiry', 'order')),
      occurred_at timestamptz NOT NULL,
      PRIMARY KEY (tenant_id, event_id)
    )`);
  await runner.query(`CREATE INDEX buyer_events_buyer ON buyer_events (tenant_id, buyer_id, occurred_at DESC)`);
  await runner.query(`CREATE INDEX buyer_events_product ON buyer_events (tenant_id, product_id, buyer_id)`);
  await tenantTable(runner, 'buyer_events');
}
