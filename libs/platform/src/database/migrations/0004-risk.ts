import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Background checks, risk reports and the keys that make repeated requests safe. */
export class Risk0004 implements MigrationInterface {
  readonly name = 'Risk1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    // The answer as it was given is the record; the columns beside it are what lists filter and sort by.
    await runner.query(`
      CREATE TABLE risk_checks (
        id text PRIMARY KEY,
        tenant_id text NOT NULL,
        app_id text NOT NULL,
        company_name text NOT NULL,
        risk_level text NOT NULL,
        answer jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX risk_checks_page ON risk_checks (tenant_id, id DESC)`);
    await tenantTable(runner, 'risk_checks');

    await runner.query(`
      CREATE TABLE risk_reports (
        id text PRIMARY KEY,
        tenant_id text NOT NULL,
        app_id text NOT NULL,
        check_id text NOT NULL REFERENCES risk_checks (id) ON DELETE CASCADE,
        score numeric(5, 2) NOT NULL,
        risk_level text NOT NULL,
        answer jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX risk_reports_page ON risk_reports (tenant_id, id DESC)`);
    await runner.query(`CREATE INDEX risk_reports_check ON risk_reports (check_id)`);
    await tenantTable(runner, 'risk_reports');

    // result_id is null while the first request is being answered; after lease_until its process is taken for dead.
    await runner.query(`
      CREATE TABLE idempotency_keys (
        tenant_id text NOT NULL,
        operation text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        claim text NOT NULL,
        result_id text,
        lease_until timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, operation, key)
      )`);
    await runner.query(`CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at)`);
    await tenantTable(runner, 'idempotency_keys');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_keys, risk_reports, risk_checks`);
  }
}
