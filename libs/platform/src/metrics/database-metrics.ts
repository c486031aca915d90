import type { BudgetSnapshot } from '@tradewind/upstream/core';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../database/database.js';

/** A pool's door, or undefined while there is no pool behind it. */
type Door = () => Pick<Database, 'snapshot'> | undefined;

/** How full the door to the database is. */
export function measureDatabase(database: Door, registry: Registry): void {
  measurePool('database', '', database, registry);
}

/** The same of the read replica's pool; no series while the replica has not been reached. */
export function measureReplica(replica: Door, registry: Registry): void {
  measurePool('database_replica', ' of the read replica', replica, registry);
}

function measurePool(prefix: string, whose: string, door: Door, registry: Registry): void {
  const gauge = (name: string, help: string, read: (snapshot: BudgetSnapshot) => number): void => {
    new Gauge({
      name: `${prefix}_transactions_${name}`,
      help,
      registers: [registry],
      collect() {
        const snapshot = door()?.snapshot();
        if (snapshot === undefined) this.remove();
        else this.set(read(snapshot));
      },
    });
  };
  gauge('in_flight', `Transactions holding a connection${whose}.`, ({ inFlight }) => inFlight);
  gauge('waiting', `Callers waiting for a connection${whose}.`, ({ waiting }) => waiting);
  gauge('limit', `Transactions that may run at once${whose}.`, ({ limit }) => limit);
}
