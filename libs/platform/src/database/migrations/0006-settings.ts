import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settings that are edited while the product runs, who edited them, and what each process has made of them. */
export class Settings0006 implements MigrationInterface {
  readonly name = 'Settings1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    // Counts the changes of each section, and in `access` those of tenants, apps and keys: what processes watch.
    await runner.query(`
      CREATE TABLE settings_heads (
        section text PRIMARY KEY,
        version integer NOT NULL DEFAULT 0
      )`);
    await runner.query(`
      INSERT INTO settings_heads (section)
      VALUES ('servers'), ('routes'), ('limits'), ('words'), ('prices'), ('access')`);
    // A null body is a return to what the environment says. Rows are only ever added.
    await runner.query(`
      CREATE TABLE settings_revisions (
        section text NOT NULL REFERENCES settings_heads (section),
        version integer NOT NULL CHECK (version > 0),
        body jsonb,
        author text NOT NULL,
        note text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (section, version)
      )`);
    // Provider keys, AES-256-GCM. Each belongs to one server at one address.
    await runner.query(`
      CREATE TABLE sealed_keys (
        id text PRIMARY KEY,
        server text NOT NULL,
        origin text NOT NULL,
        nonce bytea NOT NULL,
        ciphertext bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE settings_replicas (
        instance text NOT NULL,
        service text NOT NULL,
        versions jsonb NOT NULL,
        error jsonb,
        applied_at timestamptz NOT NULL,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (instance, service)
      )`);
    await runner.query(`
      CREATE TABLE audit_log (
        id text PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL,
        address text,
        request_id text NOT NULL,
        action text NOT NULL,
        resource text NOT NULL,
        before jsonb,
        after jsonb
      )`);
    await runner.query(`CREATE INDEX audit_log_resource ON audit_log (resource text_pattern_ops, id)`);
    await runner.query(`
      ALTER TABLE tenants
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN max_prompt_characters integer CHECK (max_prompt_characters > 0)`);
    await runner.query(`
      ALTER TABLE apps
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN allowed_models jsonb,
        ADD COLUMN daily_budget numeric(24, 6) CHECK (daily_budget >= 0),
        ADD COLUMN monthly_budget numeric(24, 6) CHECK (monthly_budget >= 0),
        ADD COLUMN budget_currency text,
        ADD COLUMN requests_per_minute integer CHECK (requests_per_minute > 0),
        ADD COLUMN tokens_per_minute integer CHECK (tokens_per_minute > 0)`);
    // Keys made before there were scopes could do everything, and go on doing so.
    await runner.query(`
      ALTER TABLE api_keys
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN name text,
        ADD COLUMN scopes text[] NOT NULL DEFAULT '{gateway,risk,rag,catalogue}',
        ADD COLUMN requests_per_minute integer CHECK (requests_per_minute > 0),
        ADD COLUMN tokens_per_minute integer CHECK (tokens_per_minute > 0),
        ADD COLUMN expires_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_keys
        DROP COLUMN version, DROP COLUMN name, DROP COLUMN scopes, DROP COLUMN requests_per_minute,
        DROP COLUMN tokens_per_minute, DROP COLUMN expires_at`);
    await runner.query(`
      ALTER TABLE apps
        DROP COLUMN version, DROP COLUMN allowed_models, DROP COLUMN daily_budget, DROP COLUMN monthly_budget,
        DROP COLUMN budget_currency, DROP COLUMN requests_per_minute, DROP COLUMN tokens_per_minute`);
    await runner.query(`ALTER TABLE tenants DROP COLUMN version, DROP COLUMN max_prompt_characters`);
    await runner.query(`DROP TABLE audit_log, settings_replicas, sealed_keys, settings_revisions, settings_heads`);
  }
}
