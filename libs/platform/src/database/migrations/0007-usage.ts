import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TENANT_ROLE, tenantTable } from './tenant-table.js';

/**
 * The ledger for every feature, its hourly statistics, and what apps have spent of their budgets.
 *
 * `usage_pending` holds the ids of rows that no statistic contains yet: a row enters it with its ledger row and leaves it
 * with the statement that counts it, so that it is counted once however late it comes and whoever dies in between.
 */
export class Usage0007 implements MigrationInterface {
  readonly name = 'Usage1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await this.widenLedger(runner);
    await this.createStatistics(runner);
    await this.createSpending(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE IF EXISTS app_budget_holds, app_spend, usage_aggregation, usage_hourly, usage_pending`,
    );
    await runner.query(`
      ALTER TABLE usage_ledger
        DROP COLUMN IF EXISTS feature, DROP COLUMN IF EXISTS searches, DROP COLUMN IF EXISTS word_hits`);
  }

  private async widenLedger(runner: QueryRunner): Promise<void> {
    // `word_hits` says which sensitive words a call met and what was done about them; null when there were none.
    await runner.query(`
      ALTER TABLE usage_ledger
        ADD COLUMN IF NOT EXISTS feature text NOT NULL DEFAULT 'llm-gateway',
        ADD COLUMN IF NOT EXISTS searches integer NOT NULL DEFAULT 0 CHECK (searches >= 0),
        ADD COLUMN IF NOT EXISTS word_hits jsonb`);
    await runner.query(`CREATE INDEX IF NOT EXISTS usage_ledger_started ON usage_ledger (started_at)`);
  }

  private async createStatistics(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE IF NOT EXISTS usage_pending (id text PRIMARY KEY)`);
    await runner.query(`INSERT INTO usage_pending (id) SELECT id FROM usage_ledger ON CONFLICT DO NOTHING`);
    // One row for each hour × app × feature × server × model × currency. Absent servers and models are '', so that they can be
    // part of the key. Latencies are of answered calls; the histogram's limits are in the code that fills it.
    await runner.query(`
      CREATE TABLE usage_hourly (
        hour timestamptz NOT NULL,
        tenant_id text NOT NULL,
        app_id text NOT NULL,
        feature text NOT NULL,
        server text NOT NULL,
        model text NOT NULL,
        currency text NOT NULL,
        requests bigint NOT NULL,
        ok bigint NOT NULL,
        refused bigint NOT NULL,
        failed bigint NOT NULL,
        aborted bigint NOT NULL,
        estimated bigint NOT NULL,
        input_tokens bigint NOT NULL,
        output_tokens bigint NOT NULL,
        searches bigint NOT NULL,
        cost numeric(30, 12) NOT NULL,
        latency_sum_ms bigint NOT NULL,
        first_byte_sum_ms bigint NOT NULL,
        first_byte_count bigint NOT NULL,
        latency_histogram bigint[] NOT NULL,
        PRIMARY KEY (hour, app_id, feature, server, model, currency)
      )`);
    await runner.query(`CREATE INDEX usage_hourly_tenant ON usage_hourly (tenant_id, hour)`);
    await tenantTable(runner, 'usage_hourly');
    await runner.query(`REVOKE INSERT, UPDATE, DELETE ON usage_hourly FROM ${TENANT_ROLE}`);
    // One row: who holds it aggregates. Before `ledger_from` the ledger has been cleared and statistics are all there is.
    await runner.query(`
      CREATE TABLE usage_aggregation (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        ledger_from timestamptz NOT NULL DEFAULT '-infinity',
        aggregated_at timestamptz
      )`);
    await runner.query(`INSERT INTO usage_aggregation DEFAULT VALUES`);
  }

  private async createSpending(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_spend (
        tenant_id text NOT NULL,
        app_id text NOT NULL,
        day date NOT NULL,
        currency text NOT NULL,
        spent numeric(30, 12) NOT NULL,
        PRIMARY KEY (app_id, day, currency)
      )`);
    await tenantTable(runner, 'app_spend');
    await runner.query(`REVOKE INSERT, UPDATE, DELETE ON app_spend FROM ${TENANT_ROLE}`);
    await runner.query(`
      INSERT INTO app_spend (tenant_id, app_id, day, currency, spent)
      SELECT tenant_id, app_id, (started_at AT TIME ZONE 'UTC')::date, currency, sum(cost)
      FROM usage_ledger WHERE cost > 0 GROUP BY 1, 2, 3, 4`);
    // What calls in flight have set aside, by replica, so that the others can see it; a dead replica's lapse.
    await runner.query(`
      CREATE TABLE app_budget_holds (
        replica text NOT NULL,
        app_id text NOT NULL,
        currency text NOT NULL,
        held numeric(30, 12) NOT NULL,
        lapses_at timestamptz NOT NULL,
        PRIMARY KEY (app_id, currency, replica)
      )`);
  }
}
