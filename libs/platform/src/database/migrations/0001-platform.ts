import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TENANT_ROLE } from './tenant-table.js';

/** Tenants, their apps and keys, and the role tenants' transactions run as. */
export class Platform0001 implements MigrationInterface {
  readonly name = 'Platform1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS vector`);
    await createTenantRole(runner);
    await runner.query(`
      CREATE TABLE tenants (
        id text PRIMARY KEY,
        name text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE apps (
        id text PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (tenant_id, name)
      )`);
    await runner.query(`
      CREATE TABLE api_keys (
        id text PRIMARY KEY,
        app_id text NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
        key_hash bytea NOT NULL UNIQUE,
        hint text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
      )`);
    await runner.query(`CREATE INDEX api_keys_app ON api_keys (app_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE api_keys, apps, tenants`);
  }
}

/** Roles belong to the whole server, so another database's first migration may be creating the same one at this moment. */
async function createTenantRole(runner: QueryRunner): Promise<void> {
  await runner.query(`
    DO $$ BEGIN
      CREATE ROLE ${TENANT_ROLE} NOLOGIN NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END $$`);
  await runner.query(`GRANT USAGE ON SCHEMA public TO ${TENANT_ROLE}`);
  await runner.query(`GRANT ${TENANT_ROLE} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE`);
}
