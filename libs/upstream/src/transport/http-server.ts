import type { Attempt, Clock, Reply, ReplyListener } from '../core/index.js';
import { systemClock, UpstreamError } from '../core/index.js';
import { HttpCall, type CallListener, type HttpCallContext, type HttpMethod } from './http-call.js';
import type { HttpReply } from './http-reply.js';
import { statusFailure } from './http-status.js';
import { Exchange, type AnswerReader, type Decoded } from './exchange.js';
import { JsonReader } from './json-reader.js';
import { ProviderPool, type PoolSnapshot, type ProviderPoolOptions } from './provider-pool.js';

export interface HttpServerOptions extends ProviderPoolOptions {
  baseUrl: string;
  apiKey?: string;
  /** Header that carries the key; default `authorization`, as a bearer token. */
  keyHeader?: string;
  /** Largest answer that is read, bytes. Default 16 MiB. */
  maxBytes?: number;
  clock?: Clock;
}

/** How much of an error answer is kept for the log, and how much is read to get the connection back. */
const EXCERPT_CHARS = 300;
const ERROR_BODY_CHARS = 64 * 1024;
const JSON_TYPE = 'application/json';
export const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** An answer that has begun. */
export interface OpenReply {
  call: HttpCall;
  reply: HttpReply;
}

/** One HTTP server: where it is, how we show who we are, and the connections to it. */
export class HttpServer {
  readonly pool: ProviderPool;
  readonly #prefix: string;
  /** Sent with every call, whatever its caller says. */
  readonly #ownHeaders: Readonly<Record<string, string>>;
  /** Of a JSON call without and with a body, name and value in turn: built once, because most calls have these. */
  readonly #jsonHeaders: readonly string[];
  readonly #jsonBodyHeaders: readonly string[];
  /** Of {@link open}, by the headers object its caller passes: those that call often pass the same one. */
  readonly #openHeaders = new WeakMap<object, readonly string[]>();
  readonly #context: HttpCallContext;
  readonly #apiKey: string | undefined;

  /** @throws UpstreamError `config.invalid` */
  constructor(name: string, options: HttpServerOptions) {
    const url = parseBaseUrl(name, options.baseUrl);
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.#apiKey = options.apiKey;
    this.#ownHeaders = {
      // Compression is not asked for: answers are small, and unpacking hostile ones is a risk.
      'accept-encoding': 'identity',
      'user-agent': 'tradewind-upstream',
      ...authorization(name, options),
    };
    this.#jsonHeaders = this.#withOwn({ accept: JSON_TYPE });
    this.#jsonBodyHeaders = this.#withOwn({ 'content-type': JSON_TYPE, accept: JSON_TYPE });
    this.pool = new ProviderPool(url.origin, options);
    this.#context = {
      pool: this.pool,
      maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
      clock: options.clock ?? systemClock,
    };
  }

  /**
   * A JSON call: the whole answer, read by `decode`, whose failure is the upstream's. `decode` computes and nothing else: it runs
   * outside of the caller's scope. Rejects only when the call has ended.
   */
  json<T>(attempt: Attempt, request: JsonRequest, decode: (text: string) => Decoded<T>): Promise<Reply<T>> {
    const { method, path, body } = request;
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(this, attempt, new JsonReader(decode), { replied: resolve, failed: reject });
      this.#start(
        attempt,
        exchange,
        method,
        path,
        body === undefined ? this.#jsonHeaders : this.#jsonBodyHeaders,
        body,
      );
    });
  }

  /** A call whose whole answer `reader` takes, whose failure is the upstream's. Tells `told` only when the call has ended. */
  whole<T>(
    attempt: Attempt,
    { method, path, body, headers }: OpenRequest,
    reader: AnswerReader<T>,
    told: ReplyListener<T>,
  ): void {
    const exchange = new Exchange(this, attempt, reader, told);
    this.#start(attempt, exchange, method, path, this.#headersOf(headers, body), body);
  }

  /**
   * A call whose answer has begun and is wanted: 2xx, or whatever `accepts` says. Anything else is an error, thrown only
   * when the call has ended.
   */
  async open(attempt: Attempt, request: OpenRequest, accepts?: (status: number) => boolean): Promise<OpenReply> {
    const opened = await this.#send(attempt, request);
    if (accepts?.(opened.reply.status)) return opened;
    const failure = statusFailure(opened.reply, Date.now());
    if (failure === undefined) return opened;
    throw await this.explained(failure, opened);
  }

  /** Any call, whatever its status. Rejects only when the call has ended. */
  #send(attempt: Attempt, { method, path, body, headers }: OpenRequest): Promise<OpenReply> {
    return new Promise((resolve, reject) => {
      const listener: CallListener = {
        onReply: (reply, call) => {
          resolve({ call, reply });
        },
        onEnded: (call) => {
          attempt.unlisten(call);
          if (call.failure !== undefined) reject(call.failure);
        },
      };
      this.#start(attempt, listener, method, path, this.#headersOf(headers, body), body);
    });
  }

  #start(
    attempt: Attempt,
    listener: CallListener,
    method: HttpMethod,
    path: string,
    headers: readonly string[],
    body: string | Buffer | undefined,
  ): void {
    const call = new HttpCall(this.#context, attempt.timeouts, listener);
    call.start(method, this.#prefix + path, headers, body);
    attempt.listen(call);
  }

  #headersOf(headers: OpenRequest['headers'], body: OpenRequest['body']): readonly string[] {
    const known = body === undefined || headers === undefined ? undefined : this.#openHeaders.get(headers);
    if (known !== undefined) return known;
    const made = this.#withOwn(body === undefined ? { ...headers } : { 'content-type': JSON_TYPE, ...headers });
    if (body !== undefined && headers !== undefined && Object.isFrozen(headers)) this.#openHeaders.set(headers, made);
    return made;
  }

  /** Name and value in turn; ours win. */
  #withOwn(headers: Readonly<Record<string, string>>): string[] {
    return Object.entries({ ...headers, ...this.#ownHeaders }).flat();
  }

  /**
   * The failure with what the upstream said about it. Reads the error's body, so that the connection can be used again and the log
   * says why; a broken or endless one does not matter. Resolves only when the call has ended.
   */
  async explained(failure: UpstreamError, { call, reply }: OpenReply): Promise<UpstreamError> {
    let text = '';
    try {
      for await (const chunk of reply.body) {
        text += chunk.toString('utf8');
        if (text.length > ERROR_BODY_CHARS) break;
      }
    } catch {
      // The status has been told; how its explanation broke off adds nothing.
    }
    await call.ended;
    const excerpt = (this.#apiKey ? text.replaceAll(this.#apiKey, '***') : text).slice(0, EXCERPT_CHARS);
    return new UpstreamError(failure.code, failure.message, {
      details: excerpt === '' ? failure.details : { ...failure.details, excerpt },
      retryAfterMs: failure.retryAfterMs,
    });
  }

  snapshot(): PoolSnapshot {
    return this.pool.snapshot();
  }

  /** Lets calls in flight end, then closes every connection. */
  drain(): Promise<void> {
    return this.pool.drain();
  }

  /** Aborts what is in flight and closes every connection. */
  close(): Promise<void> {
    return this.pool.close();
  }
}

export interface JsonRequest {
  method: HttpMethod;
  path: string;
  body?: string;
}

export interface OpenRequest {
  method: HttpMethod;
  path: string;
  body?: string | Buffer;
  /** By lower-case name. Key, host and encoding are ours. A body is JSON unless `content-type` says otherwise. */
  headers?: Readonly<Record<string, string>>;
}

function parseBaseUrl(name: string, baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new UpstreamError(
      'config.invalid',
      `The base URL of "${name}" must be an http(s) address without user, query or fragment.`,
      {
        details: { server: name },
      },
    );
  }
  return url;
}

function authorization(name: string, { apiKey, keyHeader }: HttpServerOptions): Record<string, string> {
  if (apiKey === undefined || apiKey === '') return {};
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new UpstreamError(
      'config.invalid',
      `The API key of "${name}" holds characters that cannot be sent in a header.`,
      {
        details: { server: name },
      },
    );
  }
  return keyHeader === undefined ? { authorization: `Bearer ${apiKey}` } : { [keyHeader]: apiKey };
}
