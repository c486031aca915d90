import { StatementBatch, type SqlRow, type SqlValue, type Statement } from './statement-batch.js';
import { TENANT_ROLE, TENANT_SETTING } from './migrations/tenant-table.js';

/** Runs statements that read; an `EntityManager` is one as well. */
export interface SqlReader {
  query<T>(sql: string, values?: SqlValue[]): Promise<T>;
}

/** Reads the rows of one tenant. Each call is a transaction of its own and one round trip. */
export interface TenantReader extends SqlReader {
  /** The rows of several statements that need not wait for one another. */
  all(statements: readonly Statement[]): Promise<SqlRow[][]>;
}

export const ENTER_TENANT = `SELECT set_config('role', $1, true), set_config('${TENANT_SETTING}', $2, true), set_config('statement_timeout', $3, true)`;

/** Texts that are prepared. Beyond them statements are parsed each time: those put together anew would fill the server's memory. */
const MAX_PREPARED = 200;
const names = new Map<string, string>();

/**
 * @param connection the driver's, taken from the pool and not inside a transaction
 * @param timeoutMs what the request has left, asked anew for each call
 */
export function tenantReader(connection: unknown, tenantId: string, timeoutMs: () => string): TenantReader {
  const client = clientOf(connection);
  const all = async (statements: readonly Statement[]): Promise<SqlRow[][]> => {
    const enter = { text: ENTER_TENANT, values: [TENANT_ROLE, tenantId, timeoutMs()] };
    const batch = [enter, ...statements].map((statement) => ({ ...statement, name: nameOf(statement.text) }));
    try {
      const results = await send(client, batch);
      return results.slice(1);
    } catch (error) {
      // Until the server is ready again, or is known to be gone: what goes back to the pool must be fit for the next.
      await send(client, []).catch(() => undefined);
      throw error;
    }
  };
  return {
    all,
    async query<T>(text: string, values: SqlValue[] = []): Promise<T> {
      const [rows] = await all([{ text, values }]);
      return rows as T;
    },
  };
}

function send(client: Client, batch: ConstructorParameters<typeof StatementBatch>[0]): Promise<SqlRow[][]> {
  return new Promise((resolve, reject) => {
    client.query(
      new StatementBatch(batch, (error, rows) => {
        if (error === null) resolve(rows);
        else reject(error);
      }),
    );
  });
}

/** Where transactions are all there is: one statement after the other in the one that is open. */
export function readerIn(manager: SqlReader): TenantReader {
  return {
    query: <T>(text: string, values?: SqlValue[]) => manager.query<T>(text, values),
    async all(statements) {
      const results: SqlRow[][] = [];
      for (const { text, values } of statements) results.push(await manager.query<SqlRow[]>(text, [...values]));
      return results;
    },
  };
}

/** The same for the same text, on every connection; empty where it is not to be prepared. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_PREPARED) return known ?? '';
  const name = `tradewind_${String(names.size)}`;
  names.set(text, name);
  return name;
}

interface Client {
  query(batch: StatementBatch): unknown;
}

function clientOf(connection: unknown): Client {
  if (typeof connection !== 'object' || connection === null || !('query' in connection))
    throw new Error('The driver gave no connection that takes queries.');
  return connection as Client;
}
