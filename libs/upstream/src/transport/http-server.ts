import type { Attempt, Clock, Reply } from '../core/index.js';
import { systemClock, UpstreamError } from '../core/index.js';
import { HttpCall, type HttpMethod, type HttpReply, type HttpRequest } from './http-call.js';
import { statusFailure } from './http-status.js';
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
  readonly #headers: Readonly<Record<string, string>>;
  readonly #maxBytes: number;
  readonly #clock: Clock;
  readonly #apiKey: string | undefined;

  /** @throws UpstreamError `config.invalid` */
  constructor(name: string, options: HttpServerOptions) {
    const url = parseBaseUrl(name, options.baseUrl);
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#clock = options.clock ?? systemClock;
    this.#apiKey = options.apiKey;
    this.#headers = {
      // Compression is not asked for: answers are small, and unpacking hostile ones is a risk.
      'accept-encoding': 'identity',
      'user-agent': 'tradewind-upstream',
      ...authorization(name, options),
    };
    this.pool = new ProviderPool(url.origin, options);
  }

  /** A JSON call: the whole answer, read by `decode`, whose failure is the upstream's. Rejects only when the call has ended. */
  async json<T>(attempt: Attempt, request: JsonRequest, decode: (text: string) => Decoded<T>): Promise<Reply<T>> {
    const { reply } = await this.open(attempt, { ...request, headers: { accept: 'application/json' } });
    const bytes = await reply.body.bytes();
    const { value, usage } = decode(bytes.toString('utf8'));
    return { value, ended: usage === undefined ? { outcome: 'success' } : { outcome: 'success', usage } };
  }

  /**
   * A call whose answer has begun and is wanted: 2xx, or whatever `accepts` says. Anything else is an error, thrown only
   * when the call has ended.
   */
  async open(attempt: Attempt, request: OpenRequest, accepts?: (status: number) => boolean): Promise<OpenReply> {
    const { method, path, body, headers } = request;
    const sent = body === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers };
    const opened = await this.send(attempt, { method, path, headers: sent, body });
    if (accepts?.(opened.reply.status)) return opened;
    const failure = statusFailure(opened.reply, Date.now());
    if (failure === undefined) return opened;
    throw await this.#explained(failure, opened);
  }

  /** Any call, whatever its status. Rejects only when the call has ended. */
  async send(attempt: Attempt, request: HttpRequest): Promise<OpenReply> {
    const call = new HttpCall(this.pool, {
      timeouts: attempt.timeouts,
      maxBytes: this.#maxBytes,
      clock: this.#clock,
    });
    call.start({
      ...request,
      path: this.#prefix + request.path,
      headers: { ...request.headers, ...this.#headers },
    });
    attempt.listen(call);
    void call.ended.then(() => {
      attempt.unlisten(call);
    });
    try {
      return { call, reply: await call.reply };
    } catch (error) {
      await call.ended;
      throw error;
    }
  }

  /** Reads the error's body, so that the connection can be used again and the log says why; a broken or endless one does not matter. */
  async #explained(failure: UpstreamError, { call, reply }: OpenReply): Promise<UpstreamError> {
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
  headers?: Record<string, string>;
}

export interface Decoded<T> {
  value: T;
  usage?: { inputTokens: number; outputTokens: number; exact: boolean };
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
