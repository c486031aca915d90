import { util, type Dispatcher } from 'undici';
import { UpstreamError, type AbortListener, type CallTimeouts, type Clock, type Timer } from '../core/index.js';
import { ByteBody } from './byte-body.js';
import type { Connection, ConnectionUser } from './connection.js';
import { timedOut, tooLarge, transportFailure, type CallPhase } from './failures.js';
import type { ProviderPool } from './provider-pool.js';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  method: HttpMethod;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** The head of an answer; `header` looks one up by its lower-case name. */
export interface HttpReply {
  readonly status: number;
  header(name: string): string | undefined;
  /** All headers by lower-case name. */
  headers(): Record<string, string | string[]>;
  readonly body: ByteBody;
}

export interface HttpCallOptions {
  /** Connect, first byte and idle are kept here; the total is the pipeline's, which aborts the call. */
  timeouts: Readonly<CallTimeouts>;
  /** Largest body that is read. */
  maxBytes: number;
  clock: Clock;
}

function tick(call: HttpCall): void {
  call.onTimer();
}

/**
 * One request on a pool, written as undici's lowest handler because that is the cheapest path. It has one timer at a
 * time. Whatever ends it (an answer, a timeout, an abort), `ended` resolves only when the upstream can no longer be
 * working on it through this socket: the body is complete, the socket is closed, or nothing was ever sent.
 */
export class HttpCall implements Dispatcher.DispatchHandler, ConnectionUser, AbortListener {
  /** The answer's head; rejects with an `UpstreamError`. */
  readonly reply: Promise<HttpReply>;
  /** Resolves (never rejects) when the call has really ended. */
  readonly ended: Promise<void>;

  readonly #pool: ProviderPool;
  readonly #options: HttpCallOptions;
  readonly #body: ByteBody;
  #resolveReply!: (reply: HttpReply) => void;
  #rejectReply!: (error: unknown) => void;
  #resolveEnded!: () => void;
  #phase: CallPhase | 'over' = 'connect';
  #connection: Connection | undefined;
  #sent = false;
  #failure: UpstreamError | undefined;
  #receivedBytes = 0;
  #resumeSocket: (() => void) | undefined;
  /** Reading goes on after a pause: the upstream's silence counts from now. */
  readonly #resume = (): void => {
    this.#phaseAtMs = this.#options.clock.now() + this.#options.timeouts.idleMs;
    this.#resumeSocket?.();
  };

  /** End of the present phase's own timeout. */
  #phaseAtMs: number;
  #timer: Timer;

  constructor(pool: ProviderPool, options: HttpCallOptions) {
    this.#pool = pool;
    this.#options = options;
    this.reply = new Promise((resolve, reject) => {
      this.#resolveReply = resolve;
      this.#rejectReply = reject;
    });
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#body = new ByteBody(() => {
      this.cancel();
    });
    const { clock, timeouts } = options;
    this.#phaseAtMs = clock.now() + timeouts.connectMs;
    this.#timer = clock.setTimer(timeouts.connectMs, tick, this as HttpCall);
  }

  /** Hands the request to the pool. */
  start(request: HttpRequest): this {
    this.#pool.track.queued();
    this.#pool.dispatcher.dispatch({ ...request, headersTimeout: 0, bodyTimeout: 0, idempotent: false }, this);
    return this;
  }

  /** Ends the call now: the reader gets `reason`, the socket is destroyed. Does nothing once it has ended. */
  abort(reason: unknown): void {
    if (this.#phase === 'over' || this.#failure) return;
    const failure = transportFailure(reason, this.#phase);
    this.#fail(failure);
    // Not undici's abort: that leaves the request in the client's queue, which then dials anew only to drop it.
    if (this.#sent) this.#connection?.breakOff(failure);
    else if (this.#connection?.connecting) this.#connection.abandonConnecting(failure);
    // It waits inside the pool and will be turned away at `onConnect`, before a byte is sent.
    else this.#over();
  }

  /** {@link abort} because nobody wants the answer any more. */
  cancel(reason?: unknown): void {
    this.abort(reason ?? new UpstreamError('call.cancelled', 'The reader left before the end of the answer.'));
  }

  /** Why the call failed or was aborted; undefined while it runs and when it succeeded. */
  get failure(): UpstreamError | undefined {
    return this.#failure;
  }

  onAbort(reason: unknown): void {
    this.abort(reason);
  }

  attach(connection: Connection): void {
    this.#connection = connection;
  }

  onTimer(): void {
    if (this.#phase === 'over') return;
    const { clock, timeouts } = this.#options;
    const nowMs = clock.now();
    if (nowMs >= this.#phaseAtMs) {
      if (this.#phase !== 'body') {
        this.abort(timedOut(this.#phase));
        return;
      }
      if (!this.#body.paused) {
        this.abort(timedOut('idle'));
        return;
      }
      // The reader is slow, not the upstream.
      this.#phaseAtMs = nowMs + timeouts.idleMs;
    }
    this.#timer = clock.setTimer(this.#phaseAtMs - nowMs, tick, this as HttpCall);
  }

  // undici's handler

  onConnect(): void {
    // Thrown, not aborted: abort would destroy a good connection for a request that was never written to it.
    if (this.#failure) throw this.#failure;
    this.#sent = true;
    this.#pool.track.sent();
    this.#enter('first_byte', this.#options.timeouts.firstByteMs);
  }

  onHeaders(status: number, rawHeaders: Buffer[], resume: () => void): boolean {
    // 1xx answers are news of the real one to come.
    if (status < 200 || this.#failure) return true;
    const reply = new RawReply(status, rawHeaders, this.#body);
    this.#enter('body', this.#options.timeouts.idleMs);
    this.#resumeSocket = resume;

    const encoding = reply.header('content-encoding');
    if (encoding !== undefined && encoding !== 'identity' && encoding !== '') {
      // We ask for identity: unpacking what was not asked for is how a small answer becomes gigabytes.
      this.abort(
        new UpstreamError('upstream.malformed', 'The upstream compressed its answer although it was asked not to.', {
          details: { encoding: encoding.slice(0, 20) },
        }),
      );
      return true;
    }
    if (Number(reply.header('content-length')) > this.#options.maxBytes) {
      this.abort(tooLarge(this.#options.maxBytes));
      return true;
    }
    this.#resolveReply(reply);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#failure) return true;
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > this.#options.maxBytes) {
      this.abort(tooLarge(this.#options.maxBytes));
      return true;
    }
    // The timer is not touched: it finds the later moment when it fires.
    this.#phaseAtMs = this.#options.clock.now() + this.#options.timeouts.idleMs;
    return this.#body.push(chunk, this.#resume);
  }

  onComplete(): void {
    if (this.#failure === undefined) this.#body.end();
    this.#over();
  }

  /** undici calls it once the socket is closed, or when nothing was sent. */
  onError(error: Error): void {
    if (this.#phase === 'over') return;
    if (this.#failure === undefined) this.#fail(transportFailure(error, this.#phase));
    this.#over();
  }

  #fail(failure: UpstreamError): void {
    this.#failure = failure;
    this.#timer.cancel();
    this.#rejectReply(failure);
    this.#body.fail(failure);
  }

  /** Nothing of the call is left on the wire. */
  #over(): void {
    this.#phase = 'over';
    this.#timer.cancel();
    if (!this.#sent) this.#pool.track.abandoned();
    else if (this.#connection) this.#pool.track.ended(this.#connection);
    this.#resolveEnded();
  }

  #enter(phase: CallPhase, timeoutMs: number): void {
    this.#phase = phase;
    const { clock } = this.#options;
    this.#phaseAtMs = clock.now() + timeoutMs;
    this.#timer.cancel();
    this.#timer = clock.setTimer(timeoutMs, tick, this as HttpCall);
  }
}

/** Headers as they came; most calls look at two of them, so they are taken apart only when somebody wants all. */
class RawReply implements HttpReply {
  #parsed: Record<string, string | string[]> | undefined;

  constructor(
    readonly status: number,
    private readonly raw: readonly Buffer[],
    readonly body: ByteBody,
  ) {}

  header(name: string): string | undefined {
    for (let at = 0; at + 1 < this.raw.length; at += 2) {
      const key = this.raw[at];
      if (key?.length === name.length && key.toString('latin1').toLowerCase() === name) {
        return this.raw[at + 1]?.toString('latin1');
      }
    }
    return undefined;
  }

  headers(): Record<string, string | string[]> {
    this.#parsed ??= util.parseHeaders([...this.raw]);
    return this.#parsed;
  }
}
