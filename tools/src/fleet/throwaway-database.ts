import pg from 'pg';

export interface ThrowawayDatabase {
  name: string;
  url: string;
  /** A connection of its own to the server, past any proxy. */
  admin: pg.Client;
  drop(): Promise<void>;
}

/** A new, empty database on a server where databases may be created. */
export async function createThrowawayDatabase(serverUrl: string, purpose: string): Promise<ThrowawayDatabase> {
  const name = `tradewind_${purpose}_${process.pid}_${Date.now()}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  // A server that is restarted cuts this connection as well; what is asked next says so.
  admin.on('error', () => undefined);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    admin,
    drop: async () => {
      await admin.end().catch(() => undefined);
      const last = new pg.Client({ connectionString: serverUrl });
      await last.connect();
      await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await last.end();
    },
  };
}
