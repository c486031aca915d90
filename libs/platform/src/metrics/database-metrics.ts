import type { BudgetSnapshot } from '@tradewind/upstream/core';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/database.js';

/** A pool's door, or undefined while there is no pool behind it. */
type Door = () => Pick<Database, 'snapshot'> | undefined;

/** How full the door to the database is. */
export function measureDatabase(database: Door, registry: Registry): void {
  const gauge = gauges(database, registry);
  gauge('database_transactions_in_flight', 'Transactions holding a connection.', ({ inFlight }) => inFlight);
  gauge('database_transactions_waiting', 'Callers waiting for a connection.', ({ waiting }) => waiting);
  gauge('database_transactions_limit', 'Transactions that may run at once.', ({ limit }) => limit);
}

/** The same of the read replica's pool; no series while the replica has not been reached. */
export function measureReplica(replica: Door, registry: Registry): void {
  const gauge = gauges(replica, registry);
  gauge('database_replica_transactions_in_flight', 'Reads holding a connection to the replica.', (of) => of.inFlight);
  gauge('database_replica_transactions_waiting', 'Reads waiting for a connection to the replica.', (of) => of.waiting);
  gauge('database_replica_transactions_limit', 'Reads of the replica that may run at once.', (of) => of.limit);
}

function gauges(door: Door, registry: Registry) {
  return (name: string, help: string, read: (snapshot: BudgetSnapshot) => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const snapshot = door()?.snapshot();
        if (snapshot === undefined) this.remove();
        else this.set(read(snapshot));
      },
    });
  };
}
