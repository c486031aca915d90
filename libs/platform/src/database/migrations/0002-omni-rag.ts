import type { MigrationInterface, QueryRunner } from 'typeorm';
import { embeddingDimensions } from './embedding-dimensions.js';
import { createNearestIndex } from './nearest-index.js';
import { TENANT_ROLE, TENANT_SETTING, tenantTable } from './tenant-table.js';

/** Ingestion tasks, and the documents, pages and passages that come of them. */
export class OmniRag0002 implements MigrationInterface {
  readonly name = 'OmniRag1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTasks(runner);
    await createDocuments(runner);
    await createPages(runner);
    await createChunks(runner);
    await createMatchPassages(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION match_passages`);
    await runner.query(`DROP TABLE rag_chunks, rag_pages, rag_documents, rag_tasks`);
  }
}

/** The truth about every task. A worker holds one by `run_id` as long as its heartbeat is fresh; the queue carries no more than wake-up calls. */
async function createTasks(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE rag_tasks (
      id text PRIMARY KEY,
      tenant_id text NOT NULL,
      app_id text NOT NULL,
      status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      stage text NOT NULL DEFAULT 'queued',
      source_url text NOT NULL,
      source text NOT NULL,
      title text,
      idempotency_key text,
      request_hash text NOT NULL,
      document_id text,
      duplicate boolean NOT NULL DEFAULT false,
      pages_total integer,
      pages_done integer NOT NULL DEFAULT 0,
      pages_extracted integer NOT NULL DEFAULT 0,
      chunks_total integer,
      chunks_done integer NOT NULL DEFAULT 0,
      products integer NOT NULL DEFAULT 0,
      degraded jsonb NOT NULL DEFAULT '[]',
      failure_code text,
      attempts integer NOT NULL DEFAULT 0,
      setbacks integer NOT NULL DEFAULT 0,
      cancel_requested boolean NOT NULL DEFAULT false,
      available_at timestamptz NOT NULL DEFAULT now(),
      run_id text,
      heartbeat_at timestamptz,
      claimed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      finished_at timestamptz
    )`);
  await runner.query(
    `CREATE INDEX rag_tasks_open ON rag_tasks (tenant_id, created_at, id) WHERE status IN ('queued', 'running')`,
  );
  await runner.query(
    `CREATE INDEX rag_tasks_served ON rag_tasks (tenant_id, claimed_at DESC) WHERE claimed_at IS NOT NULL`,
  );
  await runner.query(`CREATE INDEX rag_tasks_page ON rag_tasks (tenant_id, id DESC)`);
  await runner.query(
    `CREATE UNIQUE INDEX rag_tasks_idempotency ON rag_tasks (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL`,
  );
  await tenantTable(runner, 'rag_tasks');
}

/** One row per content and tenant. `state` goes parsing → indexing → searchable → ready; documents are shown and found from `searchable` on, and lack at most products until `ready`. */
async function createDocuments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE rag_documents (
      id text PRIMARY KEY,
      tenant_id text NOT NULL,
      task_id text NOT NULL,
      sha256 text NOT NULL,
      state text NOT NULL DEFAULT 'parsing' CHECK (state IN ('parsing', 'indexing', 'searchable', 'ready')),
      title text NOT NULL,
      source text NOT NULL,
      bytes bigint NOT NULL,
      pages integer,
      chunks integer NOT NULL DEFAULT 0,
      dropped_claims integer NOT NULL DEFAULT 0,
      extraction_failures integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (tenant_id, sha256)
    )`);
  await runner.query(`CREATE INDEX rag_documents_page ON rag_documents (tenant_id, created_at DESC, id DESC)`);
  await tenantTable(runner, 'rag_documents');
}

/** The text of each page as it was parsed: the checkpoint of parsing and, by `extracted`, of product extraction. */
async function createPages(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE rag_pages (
      document_id text NOT NULL REFERENCES rag_documents (id) ON DELETE CASCADE,
      page integer NOT NULL,
      tenant_id text NOT NULL,
      text text NOT NULL,
      headings integer[] NOT NULL DEFAULT '{}',
      unreadable boolean NOT NULL DEFAULT false,
      extracted boolean NOT NULL DEFAULT false,
      PRIMARY KEY (document_id, page)
    )`);
  await tenantTable(runner, 'rag_pages');
}

/** Passages. Lexemes in `terms` come from the application's tokeniser and begin with four characters that stand for the tenant; a null `embedding` is still to be computed. */
async function createChunks(runner: QueryRunner): Promise<void> {
  const dimensions = await embeddingDimensions(runner);
  await runner.query(`
    CREATE TABLE rag_chunks (
      id text PRIMARY KEY,
      document_id text NOT NULL REFERENCES rag_documents (id) ON DELETE CASCADE,
      tenant_id text NOT NULL,
      ordinal integer NOT NULL,
      page integer NOT NULL,
      heading text,
      text text NOT NULL,
      tokens integer NOT NULL,
      terms tsvector NOT NULL,
      embedding halfvec(${String(dimensions)}),
      UNIQUE (document_id, ordinal)
    )`);
  await runner.query(`CREATE INDEX rag_chunks_tenant ON rag_chunks (tenant_id)`);
  await runner.query(`CREATE INDEX rag_chunks_terms ON rag_chunks USING gin (terms)`);
  await createNearestIndex(runner, 'rag_chunks_embedding', 'rag_chunks', 'embedding');
  await tenantTable(runner, 'rag_chunks');
}

/**
 * Full-text ranking of passages: the weight of every query term that a passage contains, divided by its length. Candidates
 * are collected from the rarest terms first and bounded, so that a query of common words costs no more than any other.
 *
 * SECURITY DEFINER because row-level security keeps the tenant role from using the full-text index ("@@" is not leakproof). The
 * function therefore names the tenant itself, from the same setting.
 */
async function createMatchPassages(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION match_passages(query_terms text[], only_documents text[], max_candidates integer, max_results integer)
    RETURNS TABLE (id text, score double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT ROWS 50 AS $$
    DECLARE
      tenant constant text := current_setting('${TENANT_SETTING}');
      passages constant bigint := (SELECT coalesce(sum(d.chunks), 0) FROM rag_documents d WHERE d.tenant_id = tenant);
      known_terms tsquery[];
      known_weights double precision[];
      any_rare_term tsquery;
    BEGIN
      WITH frequency AS (
        SELECT t.term::tsquery AS term, (
          SELECT count(*) FROM (
            SELECT 1 FROM rag_chunks c WHERE c.tenant_id = tenant AND c.terms @@ t.term::tsquery LIMIT max_candidates
          ) found
        ) AS documents
        FROM unnest(query_terms) AS t (term)
      ), ranked AS (
        SELECT f.term, f.documents, ln(1 + passages / (f.documents + 0.5)) AS weight,
               sum(f.documents) OVER (ORDER BY f.documents, f.term::text) - f.documents AS before
        FROM frequency f WHERE f.documents > 0
      )
      SELECT array_agg(r.term), array_agg(r.weight),
             string_agg(r.term::text, ' | ') FILTER (WHERE r.before = 0 OR r.before + r.documents <= max_candidates)
      INTO known_terms, known_weights, any_rare_term FROM ranked r;

      RETURN QUERY
      SELECT c.id, (hit.weight / (0.6 + 0.4 * c.tokens / 400))::double precision AS relevance
      FROM rag_chunks c
      JOIN rag_documents d ON d.id = c.document_id AND d.state IN ('searchable', 'ready')
      CROSS JOIN LATERAL (
        SELECT sum(t.weight) AS weight FROM unnest(known_terms, known_weights) AS t (term, weight) WHERE c.terms @@ t.term
      ) hit
      WHERE c.tenant_id = tenant AND c.terms @@ any_rare_term AND (only_documents IS NULL OR c.document_id = ANY (only_documents))
      ORDER BY relevance DESC, c.id
      LIMIT max_results;
    END $$`);
  await runner.query(`REVOKE ALL ON FUNCTION match_passages FROM PUBLIC`);
  await runner.query(`GRANT EXECUTE ON FUNCTION match_passages TO ${TENANT_ROLE}`);
}
