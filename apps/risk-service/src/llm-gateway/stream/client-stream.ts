import type { ServerResponse } from 'node:http';

export interface ClientStreamOptions {
  /** Names and values in turn, asked for when the first byte goes out. */
  headers: () => string[];
  /** Silence after which a comment is sent. Sending one commits status 200. */
  keepaliveMs: number;
  /** How long the client may leave its stream unread before the connection is closed. */
  stallMs: number;
}

const PING = Buffer.from(': ping\n\n');

/**
 * The client's end of an event stream. Nothing is sent until the first write or keepalive, so that a refusal before it
 * can still have a status of its own. Only whole events are written, so a keepalive never lands inside one.
 */
export class ClientStream {
  readonly #raw: ServerResponse;
  readonly #options: ClientStreamOptions;
  readonly #keepalive: NodeJS.Timeout;
  #silent = true;
  #committed = false;
  #ended = false;
  #gone = false;

  constructor(raw: ServerResponse, options: ClientStreamOptions) {
    this.#raw = raw;
    this.#options = options;
    this.#keepalive = setInterval(() => {
      if (this.#silent && !raw.writableNeedDrain && !this.closed) this.#send(PING);
      this.#silent = true;
    }, options.keepaliveMs);
    // After a failed write the socket reports an error besides closing; the closing is what counts.
    raw.on('error', () => undefined);
    raw.once('close', () => {
      clearInterval(this.#keepalive);
      this.#gone = !this.#ended;
    });
  }

  /** True once status and headers are on their way: from here a failure can only be told inside the stream. */
  get committed(): boolean {
    return this.#committed;
  }

  /** True when the client left before the stream had ended. */
  get gone(): boolean {
    return this.#gone;
  }

  /** True when nothing may be written any more, also because somebody else has answered meanwhile. */
  get closed(): boolean {
    return this.#gone || this.#ended || (this.#raw.headersSent && !this.#committed);
  }

  /** Sends whole events and waits until the client has taken them or has gone: whoever reads ahead is held back by it. */
  async write(events: Buffer): Promise<void> {
    if (this.closed) return;
    this.#silent = false;
    if (this.#send(events)) return;
    await new Promise<void>((resolve) => {
      const stalled = setTimeout(() => this.#raw.destroy(), this.#options.stallMs);
      const proceed = (): void => {
        clearTimeout(stalled);
        this.#raw.off('drain', proceed).off('close', proceed);
        resolve();
      };
      this.#raw.on('drain', proceed).on('close', proceed);
    });
  }

  /** Sends the last events and ends the answer. */
  end(events?: Buffer): void {
    if (this.closed) return;
    if (events) this.#send(events);
    this.abandon();
    if (this.#committed) this.#raw.end();
  }

  /** Stops the keepalive without touching the answer: somebody else sends it. */
  abandon(): void {
    this.#ended = true;
    clearInterval(this.#keepalive);
  }

  #send(bytes: Buffer): boolean {
    if (!this.#committed) {
      this.#committed = true;
      this.#raw.writeHead(200, this.#options.headers());
    }
    return this.#raw.write(bytes);
  }
}
