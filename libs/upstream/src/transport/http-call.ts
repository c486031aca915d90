import type { Dispatcher } from 'undici';
import { UpstreamError, type AbortListener, type CallTimeouts, type Clock, type Timer } from '../core/index.js';
import { ByteBody, type ByteSource } from './byte-body.js';
import type { Connection, ConnectionUser } from './connection.js';
import { timedOut, tooLarge, transportFailure, type CallPhase } from './failures.js';
import { RawReply, type HttpReply } from './http-reply.js';
import type { ProviderPool } from './provider-pool.js';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Told what becomes of a call, synchronously: callbacks, because promises cost more than all they would say here. Must not throw. */
export interface CallListener {
  /** The answer has begun. */
  onReply(reply: HttpReply, call: HttpCall): void;
  /** The call has really ended. Comes always, once and last; `call.failure` says how it went. */
  onEnded(call: HttpCall): void;
}

/** What the calls to one server have in common. */
export interface HttpCallContext {
  readonly pool: ProviderPool;
  /** Largest body that is read. */
  readonly maxBytes: number;
  readonly clock: Clock;
}

function tick(call: HttpCall): void {
  call.onTimer();
}

/**
 * One request on a pool, written as undici's lowest handler because that is the cheapest path. It has one timer, which is moved
 * only when a phase may end sooner than it would fire. Whatever ends the call (an answer, a timeout, an abort), its listener is
 * told of the end only when the upstream can no longer be working on it through this socket: the body is complete, the
 * socket is closed, or nothing was ever sent.
 */
export class HttpCall implements Dispatcher.DispatchHandler, ConnectionUser, AbortListener, ByteSource {
  readonly #context: HttpCallContext;
  /** Connect, first byte and idle are kept here; the total is the pipeline's, which aborts the call. */
  readonly #timeouts: Readonly<CallTimeouts>;
  readonly #listener: CallListener;
  #body: ByteBody | undefined = undefined;
  #phase: CallPhase | 'over' = 'connect';
  #connection: Connection | undefined = undefined;
  #sent = false;
  #failure: UpstreamError | undefined = undefined;
  #receivedBytes = 0;
  #resumeSocket: (() => void) | undefined = undefined;
  #ended: Promise<void> | undefined = undefined;
  #resolveEnded: (() => void) | undefined = undefined;
  /** End of the present phase's own timeout. */
  #phaseAtMs: number;
  #timer: Timer;
  /** When the timer fires: never after {@link #phaseAtMs}, often before, and then it is set anew. */
  #timerAtMs: number;

  constructor(context: HttpCallContext, timeouts: Readonly<CallTimeouts>, listener: CallListener) {
    this.#context = context;
    this.#timeouts = timeouts;
    this.#listener = listener;
    const { clock } = context;
    this.#phaseAtMs = clock.now() + timeouts.connectMs;
    this.#timerAtMs = this.#phaseAtMs;
    this.#timer = clock.setTimer(timeouts.connectMs, tick, this as HttpCall);
  }

  /** Hands the request to the pool. `headers` are name, value, name, value …, names in lower case. */
  start(method: HttpMethod, path: string, headers: readonly string[], body: string | Buffer | undefined): void {
    const { pool } = this.#context;
    pool.track.queued();
    pool.dispatcher.dispatch(
      // undici only reads them.
      { method, path, headers: headers as string[], body, headersTimeout: 0, bodyTimeout: 0, idempotent: false },
      this,
    );
  }

  /** Ends the call now: the reader gets `reason`, the socket is destroyed. Does nothing once it has ended. */
  abort(reason: unknown): void {
    if (this.#phase === 'over' || this.#failure !== undefined) return;
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

  /** Resolves (never rejects) when the call has really ended. Made on first use. */
  get ended(): Promise<void> {
    this.#ended ??= new Promise((resolve) => {
      if (this.#phase === 'over') resolve();
      else this.#resolveEnded = resolve;
    });
    return this.#ended;
  }

  onAbort(reason: unknown): void {
    this.abort(reason);
  }

  attach(connection: Connection): void {
    this.#connection = connection;
  }

  /** Reading goes on after a pause: the upstream's silence counts from now. */
  resume(): void {
    this.#phaseAtMs = this.#context.clock.now() + this.#timeouts.idleMs;
    this.#resumeSocket?.();
  }

  onTimer(): void {
    if (this.#phase === 'over') return;
    const nowMs = this.#context.clock.now();
    if (nowMs >= this.#phaseAtMs) {
      if (this.#phase !== 'body') {
        this.abort(timedOut(this.#phase));
        return;
      }
      if (this.#body?.paused !== true) {
        this.abort(timedOut('idle'));
        return;
      }
      // The reader is slow, not the upstream.
      this.#phaseAtMs = nowMs + this.#timeouts.idleMs;
    }
    this.#setTimer(this.#phaseAtMs - nowMs);
  }

  // undici's handler

  onConnect(): void {
    // Thrown, not aborted: abort would destroy a good connection for a request that was never written to it.
    if (this.#failure !== undefined) throw this.#failure;
    this.#sent = true;
    this.#context.pool.track.sent();
    this.#enter('first_byte', this.#timeouts.firstByteMs);
  }

  onHeaders(status: number, rawHeaders: Buffer[], resume: () => void): boolean {
    // 1xx answers are news of the real one to come.
    if (status < 200 || this.#failure !== undefined) return true;
    const body = new ByteBody(this);
    const reply = new RawReply(status, rawHeaders, body);
    this.#body = body;
    this.#enter('body', this.#timeouts.idleMs);
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
    if (Number(reply.header('content-length')) > this.#context.maxBytes) {
      this.abort(tooLarge(this.#context.maxBytes));
      return true;
    }
    this.#listener.onReply(reply, this);
    return true;
  }

  onData(chunk: Buffer): boolean {
    const body = this.#body;
    if (this.#failure !== undefined || body === undefined) return true;
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > this.#context.maxBytes) {
      this.abort(tooLarge(this.#context.maxBytes));
      return true;
    }
    // The timer is not touched: it finds the later moment when it fires.
    this.#phaseAtMs = this.#context.clock.now() + this.#timeouts.idleMs;
    return body.push(chunk);
  }

  onComplete(): void {
    if (this.#failure === undefined) this.#body?.end();
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
    this.#body?.fail(failure);
  }

  /** Nothing of the call is left on the wire. */
  #over(): void {
    this.#phase = 'over';
    this.#timer.cancel();
    const { track } = this.#context.pool;
    if (!this.#sent) track.abandoned();
    else track.ended();
    this.#resolveEnded?.();
    this.#listener.onEnded(this);
  }

  #enter(phase: CallPhase, timeoutMs: number): void {
    this.#phase = phase;
    this.#phaseAtMs = this.#context.clock.now() + timeoutMs;
    if (this.#phaseAtMs >= this.#timerAtMs) return;
    this.#timer.cancel();
    this.#setTimer(timeoutMs);
  }

  #setTimer(delayMs: number): void {
    this.#timerAtMs = this.#phaseAtMs;
    this.#timer = this.#context.clock.setTimer(delayMs, tick, this as HttpCall);
  }
}
