import { Pool } from 'undici';
import { Connection, type ConnectionTally } from './connection.js';

export interface ProviderPoolOptions {
  /** Most connections to the origin at once; further calls wait inside the pool, bounded by their budgets. Default 100. */
  maxConnections?: number;
  /** Most connections kept open while idle. Default 20. */
  maxKeepaliveConnections?: number;
  /** How long an idle connection is kept, ms; the server's own hint wins. Default 30,000. */
  keepAliveMs?: number;
  /** Longest dialling of one connection, ms. Default 5,000. */
  connectMs?: number;
}

/** What a pool looks like now. `waiting` counts calls for which there was no connection yet. */
export interface PoolSnapshot {
  origin: string;
  maxConnections: number;
  connected: number;
  busy: number;
  free: number;
  waiting: number;
}

/** The shared keep-alive connections to one origin: an undici `Pool` with a bound on idle connections and honest gauges. */
export class ProviderPool {
  readonly origin: string;
  readonly dispatcher: Pool;
  readonly #maxConnections: number;
  readonly #maxKeepalive: number;
  readonly #connections = new Set<Connection>();
  readonly #tally: ConnectionTally = { connecting: 0, connected: 0 };
  /** Calls written to a socket and not yet ended. */
  #busy = 0;
  /** Calls handed to the pool and not yet written. */
  #waiting = 0;

  constructor(origin: string, options: ProviderPoolOptions = {}) {
    this.origin = origin;
    this.#maxConnections = options.maxConnections ?? 100;
    this.#maxKeepalive = options.maxKeepaliveConnections ?? 20;
    this.dispatcher = new Pool(origin, {
      connections: this.#maxConnections,
      factory: (url) => {
        const connection = new Connection(url, {
          connectMs: options.connectMs ?? 5_000,
          keepAliveMs: options.keepAliveMs ?? 30_000,
          tally: this.#tally,
        });
        this.#connections.add(connection);
        return connection;
      },
    });
    // undici drops a connection that could not be established and makes a new one for the next call.
    this.dispatcher.on('connectionError', (_origin, targets) => {
      for (const target of targets) if (target instanceof Connection) this.#connections.delete(target);
    });
  }

  /** Bookkeeping of the calls; only `HttpCall` uses it. */
  readonly track = {
    queued: (): void => {
      this.#waiting++;
    },
    abandoned: (): void => {
      this.#waiting--;
    },
    sent: (): void => {
      this.#waiting--;
      this.#busy++;
    },
    ended: (connection: Connection): void => {
      this.#busy--;
      if (this.#tally.connected - this.#busy > this.#maxKeepalive) {
        // Not before the parser is done with this call, and not when another call took the connection meanwhile.
        setImmediate(() => {
          if (this.#tally.connected - this.#busy > this.#maxKeepalive) connection.closeIfIdle();
        });
      }
    },
  };

  snapshot(): PoolSnapshot {
    const connected = this.#tally.connected;
    return {
      origin: this.origin,
      maxConnections: this.#maxConnections,
      connected,
      busy: this.#busy,
      free: Math.max(0, connected - this.#busy),
      waiting: this.#waiting,
    };
  }

  /** Takes no new calls, lets the others end, then closes every socket. */
  async drain(): Promise<void> {
    await this.dispatcher.close();
    this.#connections.clear();
  }

  /** Aborts what still runs and closes every socket. */
  async close(): Promise<void> {
    const reason = new Error('the pool is closing');
    for (const connection of this.#connections) connection.abandonConnecting(reason);
    await this.dispatcher.destroy();
    this.#connections.clear();
  }
}
