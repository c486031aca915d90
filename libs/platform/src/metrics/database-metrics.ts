import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/database.js';

/** How full the door to the database is. */
export function measureDatabase(database: Pick<Database, 'snapshot'>, registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  gauge('database_transactions_in_flight', 'Transactions holding a connection.', () => database.snapshot().inFlight);
  gauge('database_transactions_waiting', 'Callers waiting for a connection.', () => database.snapshot().waiting);
  gauge('database_transactions_limit', 'Transactions that may run at once.', () => database.snapshot().limit);
}
