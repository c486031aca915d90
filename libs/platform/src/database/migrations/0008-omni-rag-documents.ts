import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a passage stands on its page, and what a task tells of the pages and claims it had to leave out. */
export class OmniRagDocuments0008 implements MigrationInterface {
  readonly name = 'OmniRagDocuments1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rag_chunks
        ADD COLUMN IF NOT EXISTS page_start integer NOT NULL DEFAULT 0,
        ADD COLUMN IF NOT EXISTS page_end integer NOT NULL DEFAULT 0`);
    await runner.query(`
      ALTER TABLE rag_tasks
        ADD COLUMN IF NOT EXISTS pages_without_text integer[] NOT NULL DEFAULT '{}',
        ADD COLUMN IF NOT EXISTS dropped_claims integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rag_tasks DROP COLUMN pages_without_text, DROP COLUMN dropped_claims`);
    await runner.query(`ALTER TABLE rag_chunks DROP COLUMN page_start, DROP COLUMN page_end`);
  }
}
