import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UsageReportPage, type UsageReportRow } from '@tradewind/contracts';
import pg from 'pg';
import { admin } from './admin.js';
import { product, until } from './product.js';

const REBUILD = fileURLToPath(new URL('../../../tools/dist/usage-rebuild.js', import.meta.url));

/** One row of the ledger, as far as the tests look at it. */
export interface LedgerRow {
  request_id: string;
  outcome: string;
  error_code: string | null;
}

/** What the ledger holds of an app. */
export async function ledgerOf(appId: string): Promise<LedgerRow[]> {
  const client = new pg.Client({ connectionString: product().databaseUrl });
  await client.connect();
  try {
    const sql = 'SELECT request_id, outcome, error_code FROM usage_ledger WHERE app_id = $1 ORDER BY request_id';
    return (await client.query<LedgerRow>(sql, [appId])).rows;
  } finally {
    await client.end();
  }
}

/** Resolves when so many calls of an app are in the ledger. */
export async function booked(appId: string, calls: number): Promise<void> {
  const enough = (rows: LedgerRow[]) => rows.length >= calls;
  await until(() => ledgerOf(appId), enough, 10_000);
}

/** `npm run usage:rebuild`, once it is built; resolves with what it prints. */
export async function rebuildStatistics(): Promise<string> {
  const child = spawn(process.execPath, [REBUILD], {
    env: { ...process.env, DATABASE_URL: product().databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`usage:rebuild ended with ${String(code)}: ${output}`);
  return output;
}

/** All rows of a report, page by page. */
export async function usageReport(parameters: Record<string, string>): Promise<UsageReportRow[]> {
  const rows: UsageReportRow[] = [];
  let cursor: string | null = null;
  do {
    const query: string = new URLSearchParams({ ...parameters, ...(cursor !== null && { cursor }) }).toString();
    const page: UsageReportPage = UsageReportPage.parse((await admin('GET', `usage?${query}`)).body);
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}
