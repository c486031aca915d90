import { EventEmitter } from 'node:events';
import type { DataSource } from 'typeorm';
import { breakConnection } from './break-connection.js';

/** The connections of a pool, so that all of them can be given up at once. */
export class PooledConnections {
  private readonly open = new Set<unknown>();

  constructor(dataSource: Pick<DataSource, 'driver'>) {
    const { driver } = dataSource;
    const pool: unknown = 'master' in driver ? driver.master : undefined;
    if (!(pool instanceof EventEmitter)) throw new Error('The driver has no pool that tells of its connections.');
    pool.on('acquire', (connection: unknown) => this.open.add(connection));
    pool.on('remove', (connection: unknown) => this.open.delete(connection));
  }

  breakAll(): void {
    for (const connection of this.open) breakConnection(connection);
  }
}
