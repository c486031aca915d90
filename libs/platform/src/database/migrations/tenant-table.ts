import type { QueryRunner } from 'typeorm';

/** The role every tenant's transaction runs as. It owns nothing and cannot log in, so row-level security binds it. */
export const TENANT_ROLE = 'tradewind_app';
/** The transaction-local setting that says whose rows are visible. */
export const TENANT_SETTING = 'tradewind.tenant_id';

/**
 * Puts a table with a `tenant_id text not null` column under row-level security: the tenant role sees and writes the rows of the
 * transaction's tenant and no others; the owner of the tables, as which `Database.system` works, sees all of them.
 * Call it once after `CREATE TABLE`. Use identity columns rather than serials: they need no grant on a sequence.
 */
export async function tenantTable(runner: QueryRunner, table: string): Promise<void> {
  const mine = `tenant_id = current_setting('${TENANT_SETTING}', true)`;
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await runner.query(`CREATE POLICY tenant_rows ON ${table} TO ${TENANT_ROLE} USING (${mine}) WITH CHECK (${mine})`);
  // FORCE binds the owner too; it needs a policy of its own unless it happens to be a superuser.
  await runner.query(`CREATE POLICY system_rows ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true)`);
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${TENANT_ROLE}`);
}
