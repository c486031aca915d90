import { Pool } from 'undici';
import { Connection, type ConnectionTally } from './connection.js';

export interface ProviderPoolOptions {
  /** Most connections to the origin at once; further calls wait inside the pool, bounded by their budgets. Default 100. */
  maxConnections?: number;
  /** Most connections kept open that nobody has needed for {@link surplusMs}. Default 20. */
  maxKeepaliveConnections?: number;
  /**
   * How long a connection beyond `maxKeepaliveConnections` must have been superfluous before it is closed, ms. Default 2,000. Under a
   * steady load every connection is idle between two calls; closing it there would dial anew for each.
   */
  surplusMs?: number;
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
  readonly #surplusMs: number;
  readonly #connections = new Set<Connection>();
  readonly #tally: ConnectionTally = { connecting: 0, connected: 0 };
  /** Calls written to a socket and not yet ended. */
  #busy = 0;
  /** Most calls at once since {@link #sweep} last looked. */
  #peakBusy = 0;
  #sweeping: NodeJS.Timeout | undefined;
  /** Calls handed to the pool and not yet written. */
  #waiting = 0;

  constructor(origin: string, options: ProviderPoolOptions = {}) {
    this.origin = origin;
    this.#maxConnections = options.maxConnections ?? 100;
    this.#maxKeepalive = options.maxKeepaliveConnections ?? 20;
    this.#surplusMs = options.surplusMs ?? 2_000;
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
      if (this.#busy > this.#peakBusy) this.#peakBusy = this.#busy;
    },
    ended: (): void => {
      this.#busy--;
      if (this.#sweeping === undefined && this.#tally.connected - this.#busy > this.#maxKeepalive) this.#sweepLater();
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

  #sweepLater(): void {
    this.#peakBusy = this.#busy;
    this.#sweeping = setTimeout(() => {
      this.#sweep();
    }, this.#surplusMs).unref();
  }

  /** Closes idle connections beyond the limit, but only as many as were idle all the time since the last look. */
  #sweep(): void {
    this.#sweeping = undefined;
    const { connected } = this.#tally;
    const beyond = connected - this.#busy - this.#maxKeepalive;
    if (beyond <= 0) return;
    let closing = Math.min(beyond, connected - this.#peakBusy);
    for (const connection of this.#connections) {
      if (closing <= 0) break;
      if (connection.closeIfIdle()) closing--;
    }
    this.#sweepLater();
  }

  /** Takes no new calls, lets the others end, then closes every socket. */
  async drain(): Promise<void> {
    clearTimeout(this.#sweeping);
    await this.dispatcher.close();
    this.#connections.clear();
  }

  /** Aborts what still runs and closes every socket. */
  async close(): Promise<void> {
    clearTimeout(this.#sweeping);
    const reason = new Error('the pool is closing');
    for (const connection of this.#connections) connection.abandonConnecting(reason);
    await this.dispatcher.destroy();
    this.#connections.clear();
  }
}
