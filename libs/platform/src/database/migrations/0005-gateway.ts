import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TENANT_ROLE, tenantTable } from './tenant-table.js';

/** What every call through the LLM gateway used and cost. */
export class Gateway0005 implements MigrationInterface {
  readonly name = 'Gateway1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    // `server` and `upstream_model` are null when the call was refused before one was chosen. `started_at` is when the
    // call began and `recorded_at` when its row came in, which is what an aggregation may go forward by.
    await runner.query(`
      CREATE TABLE usage_ledger (
        id text PRIMARY KEY,
        tenant_id text NOT NULL,
        app_id text NOT NULL,
        request_id text NOT NULL,
        started_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        endpoint text NOT NULL,
        model text NOT NULL,
        server text,
        upstream_model text,
        streamed boolean NOT NULL,
        attempts integer NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('ok', 'refused', 'failed', 'aborted')),
        status integer NOT NULL,
        error_code text,
        usage text NOT NULL CHECK (usage IN ('exact', 'estimated', 'none')),
        input_tokens bigint NOT NULL CHECK (input_tokens >= 0),
        output_tokens bigint NOT NULL CHECK (output_tokens >= 0),
        cost numeric(24, 12) NOT NULL CHECK (cost >= 0),
        currency text NOT NULL,
        latency_ms integer NOT NULL,
        first_byte_ms integer
      )`);
    await runner.query(`CREATE INDEX usage_ledger_tenant ON usage_ledger (tenant_id, started_at)`);
    await runner.query(`CREATE INDEX usage_ledger_recorded ON usage_ledger (recorded_at)`);
    await tenantTable(runner, 'usage_ledger');
    // A ledger is only ever added to; tenants' transactions may read theirs.
    await runner.query(`REVOKE INSERT, UPDATE, DELETE ON usage_ledger FROM ${TENANT_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE usage_ledger`);
  }
}
