import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trace of the request that posted a task, so that the worker goes on with it. */
export class TaskTraces0013 implements MigrationInterface {
  readonly name = 'TaskTraces1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rag_tasks ADD COLUMN IF NOT EXISTS trace_parent text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rag_tasks DROP COLUMN trace_parent`);
  }
}
