import { Socket } from 'node:net';
import { buildConnector, Client, errors, type Dispatcher } from 'undici';

/** What a call wants to know about the connection it was put on. */
export interface ConnectionUser {
  attach(connection: Connection): void;
}

function isConnectionUser(handler: object): handler is ConnectionUser {
  return 'attach' in handler && typeof handler.attach === 'function';
}

/** Counts of one pool, kept by its connections. */
export interface ConnectionTally {
  connecting: number;
  connected: number;
}

/**
 * One connection of a pool. undici's own client, which in addition knows its socket: so that a call given up while
 * connecting does not leave a socket dialling for seconds, so that an aborted call ends when its socket is really gone,
 * and so that idle connections beyond the keep-alive limit can be closed.
 */
export class Connection extends Client {
  #socket: Socket | undefined;
  #connecting = false;

  constructor(
    origin: URL,
    options: { connectMs: number; tally: ConnectionTally; maxHeaderSize?: number; keepAliveMs: number },
  ) {
    const { connectMs, tally } = options;
    // Our own timer: undici's has a resolution of half a second.
    const dial = buildConnector({ timeout: 0 });
    super(origin, {
      pipelining: 1,
      keepAliveTimeout: options.keepAliveMs,
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(options.maxHeaderSize === undefined ? {} : { maxHeaderSize: options.maxHeaderSize }),
      connect: (target, callback) => {
        this.#connecting = true;
        tally.connecting++;
        const timer = setTimeout(() => {
          this.#socket?.destroy(new errors.ConnectTimeoutError(`no connection within ${connectMs} ms`));
        }, connectMs);
        const dialled: unknown = dial(target, (...result) => {
          clearTimeout(timer);
          this.#connecting = false;
          tally.connecting--;
          const socket = result[1];
          if (socket) {
            tally.connected++;
            socket.once('close', () => tally.connected--);
          }
          callback(...result);
        });
        if (dialled instanceof Socket) this.#socket = dialled;
      },
    });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (isConnectionUser(handler)) handler.attach(this);
    return super.dispatch(options, handler);
  }

  get connecting(): boolean {
    return this.#connecting;
  }

  /** Stops dialling; the waiting call fails with `reason`. Does nothing once connected. */
  abandonConnecting(reason: Error): void {
    if (this.#connecting) this.#socket?.destroy(reason);
  }

  /** Closes the socket when nothing uses it. The connection stays in its pool and dials again when it is needed. */
  closeIfIdle(): boolean {
    if (this.#connecting || this.stats.size > 0 || !this.stats.connected) return false;
    this.#socket?.destroy();
    return true;
  }

  /** Destroys the socket under the running call, which fails with `reason` once the socket is closed. */
  breakOff(reason: Error): void {
    this.#socket?.destroy(reason);
  }
}
