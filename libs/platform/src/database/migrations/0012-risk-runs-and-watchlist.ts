import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TENANT_ROLE, tenantTable } from './tenant-table.js';

/** Journals of checks and reports, by which a broken stream is continued, and the watch-lists companies are screened against. */
export class RiskRunsAndWatchlist0012 implements MigrationInterface {
  readonly name = 'RiskRunsAndWatchlist1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    // Entries are appended a few at a time and read by one key: an array in one row is one read for whoever comes back.
    await runner.query(`
      CREATE TABLE risk_runs (
        id text PRIMARY KEY,
        tenant_id text NOT NULL,
        operation text NOT NULL,
        entries jsonb NOT NULL DEFAULT '[]',
        ended boolean NOT NULL DEFAULT false,
        lease_until timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX risk_runs_expiry ON risk_runs (expires_at)`);
    await tenantTable(runner, 'risk_runs');

    // Reference data of the operator, the same for every tenant, who may read and never write it.
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(`
      CREATE TABLE watchlist_sources (
        source text PRIMARY KEY,
        version text NOT NULL,
        entries integer NOT NULL,
        names integer NOT NULL,
        imported_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE watchlist_entries (
        source text NOT NULL,
        version text NOT NULL,
        entry_id text NOT NULL,
        kind text NOT NULL,
        name text NOT NULL,
        countries text[] NOT NULL,
        identifiers text[] NOT NULL,
        programs text[] NOT NULL,
        remarks text,
        url text,
        listed_on date,
        PRIMARY KEY (source, version, entry_id)
      )`);
    await runner.query(`CREATE INDEX watchlist_entries_identifiers ON watchlist_entries USING gin (identifiers)`);
    // One row per name and alias; `folded` is the comparable form the application makes of both sides.
    await runner.query(`
      CREATE TABLE watchlist_names (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source text NOT NULL,
        version text NOT NULL,
        entry_id text NOT NULL,
        name text NOT NULL,
        folded text NOT NULL,
        FOREIGN KEY (source, version, entry_id) REFERENCES watchlist_entries ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX watchlist_names_entry ON watchlist_names (source, version, entry_id)`);
    await runner.query(`CREATE INDEX watchlist_names_trigrams ON watchlist_names USING gin (folded gin_trgm_ops)`);
    // Vowels change most when a name is carried from one script to another.
    await runner.query(`
      CREATE INDEX watchlist_names_consonants ON watchlist_names
      USING gin (translate(folded, 'aeiouy ', '') gin_trgm_ops)`);
    await runner.query(`GRANT SELECT ON watchlist_sources, watchlist_entries, watchlist_names TO ${TENANT_ROLE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE watchlist_names, watchlist_entries, watchlist_sources, risk_runs`);
  }
}
