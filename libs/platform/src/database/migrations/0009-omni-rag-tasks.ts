import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** What can be followed and is told of a task: a version that grows with every visible change, and webhooks that are owed. */
export class OmniRagTasks0009 implements MigrationInterface {
  readonly name = 'OmniRagTasks1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rag_tasks
        ADD COLUMN IF NOT EXISTS version bigint NOT NULL DEFAULT 1,
        ADD COLUMN IF NOT EXISTS webhook_url text,
        ADD COLUMN IF NOT EXISTS webhook_secret text,
        DROP COLUMN IF EXISTS cancel_requested`);
    // How fast places in the queue come free is read from here.
    await runner.query(
      `CREATE INDEX IF NOT EXISTS rag_tasks_finished ON rag_tasks (finished_at) WHERE finished_at IS NOT NULL`,
    );
    await createVersions(runner);
    await createDeliveries(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER rag_tasks_owe_webhook ON rag_tasks`);
    await runner.query(`DROP TRIGGER rag_tasks_count_version ON rag_tasks`);
    await runner.query(`DROP FUNCTION rag_owe_webhook, rag_count_version`);
    await runner.query(`DROP TABLE rag_webhook_deliveries`);
    await runner.query(`DROP INDEX rag_tasks_finished`);
    await runner.query(`
      ALTER TABLE rag_tasks DROP COLUMN version, DROP COLUMN webhook_url, DROP COLUMN webhook_secret,
        ADD COLUMN cancel_requested boolean NOT NULL DEFAULT false`);
  }
}

/** Whoever changes what a caller can see of a task, its version grows; heartbeats and claims alone do not count. */
async function createVersions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION rag_count_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.version := OLD.version + 1;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE TRIGGER rag_tasks_count_version BEFORE UPDATE ON rag_tasks FOR EACH ROW
    WHEN ((OLD.status, OLD.stage, OLD.document_id, OLD.duplicate, OLD.pages_total, OLD.pages_done, OLD.pages_extracted,
           OLD.chunks_total, OLD.chunks_done, OLD.products, OLD.degraded, OLD.failure_code, OLD.attempts)
          IS DISTINCT FROM
          (NEW.status, NEW.stage, NEW.document_id, NEW.duplicate, NEW.pages_total, NEW.pages_done, NEW.pages_extracted,
           NEW.chunks_total, NEW.chunks_done, NEW.products, NEW.degraded, NEW.failure_code, NEW.attempts))
    EXECUTE FUNCTION rag_count_version()`);
}

/**
 * A task that ends owes its webhook from the same transaction on, whoever ended it. `task` is the row as it was then: a retry
 * that follows at once does not change what is told.
 */
async function createDeliveries(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE IF NOT EXISTS rag_webhook_deliveries (
      id text PRIMARY KEY,
      tenant_id text NOT NULL,
      task_id text NOT NULL,
      url text NOT NULL,
      secret text NOT NULL,
      task jsonb NOT NULL,
      state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
      attempts integer NOT NULL DEFAULT 0,
      last_error text,
      next_attempt_at timestamptz NOT NULL DEFAULT now(),
      created_at timestamptz NOT NULL DEFAULT now()
    )`);
  await runner.query(
    `CREATE INDEX IF NOT EXISTS rag_webhook_deliveries_due ON rag_webhook_deliveries (next_attempt_at) WHERE state = 'pending'`,
  );
  await runner.query(`DROP POLICY IF EXISTS tenant_rows ON rag_webhook_deliveries`);
  await runner.query(`DROP POLICY IF EXISTS system_rows ON rag_webhook_deliveries`);
  await tenantTable(runner, 'rag_webhook_deliveries');
  // SECURITY INVOKER on purpose: a tenant's own transaction may owe that tenant's webhooks and nobody else's.
  await runner.query(`
    CREATE OR REPLACE FUNCTION rag_owe_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO rag_webhook_deliveries (id, tenant_id, task_id, url, secret, task)
      VALUES ('whk_' || substr(NEW.id, 6) || '_' || NEW.version, NEW.tenant_id, NEW.id, NEW.webhook_url, NEW.webhook_secret, to_jsonb(NEW))
      ON CONFLICT (id) DO NOTHING;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE TRIGGER rag_tasks_owe_webhook AFTER UPDATE ON rag_tasks FOR EACH ROW
    WHEN (NEW.webhook_url IS NOT NULL AND NEW.finished_at IS NOT NULL AND OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION rag_owe_webhook()`);
}
