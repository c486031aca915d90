import { Readable } from 'node:stream';
import {
  classifyByCode,
  currentScope,
  Deadline,
  UpstreamError,
  type CallScope,
  type Pipeline,
  type Reply,
} from '../core/index.js';
import type { HttpMethod } from './http-call.js';
import type { HttpServer, OpenReply, OpenRequest } from './http-server.js';

const METHODS: ReadonlySet<string> = new Set<HttpMethod>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const REPEATABLE: ReadonlySet<string> = new Set<HttpMethod>(['GET', 'HEAD']);

/** What of axios' request configuration is understood; every version of axios 1 fits. */
export interface AdapterConfig {
  url?: string;
  method?: string;
  headers: { toJSON(): object };
  data?: unknown;
  params?: unknown;
  timeout?: number;
  signal?: unknown;
  responseType?: string;
  validateStatus?: ((status: number) => boolean) | null;
}

export interface AdapterResponse<C> {
  data: unknown;
  status: number;
  statusText: string;
  headers: Record<string, string | string[]>;
  config: C;
}

/**
 * An axios adapter for one use: its calls go through that use's pipeline and its server's connections, so permits, deadlines,
 * timeouts, breakers and aborts are those of every other call. It fails with UpstreamErrors, never with AxiosErrors.
 *
 * - `url` is a path below the server's base URL; other hosts are refused.
 * - `timeout` shortens the total timeout; `signal` cancels; `responseType` may be `json`, `text`, `arraybuffer` or `stream`.
 * - GET and HEAD are retried as configured; no other method ever is.
 */
export function createAxiosAdapter(pipeline: Pipeline, server: HttpServer) {
  return async <C extends AdapterConfig>(config: C): Promise<AdapterResponse<C>> => {
    const method = methodOf(config);
    const request: OpenRequest = {
      method,
      path: pathOf(config),
      headers: headersOf(config),
      body: bodyOf(config.data),
    };
    const cancellable = cancellableScope(config.signal);
    try {
      return await pipeline.call<AdapterResponse<C>>({
        scope: cancellable?.scope,
        idempotent: REPEATABLE.has(method),
        bytes: request.body?.length ?? 0,
        timeouts: config.timeout ? { totalMs: config.timeout } : undefined,
        execute: async (attempt) => {
          const opened = await server.open(attempt, request, config.validateStatus ?? undefined);
          if (config.responseType !== 'stream') return whole(config, opened);
          // The signal goes on counting while the body is read.
          cancellable?.keepUntil(opened.call.ended);
          return streamed(config, opened);
        },
      });
    } finally {
      cancellable?.done();
    }
  };
}

async function whole<C extends AdapterConfig>(config: C, opened: OpenReply): Promise<Reply<AdapterResponse<C>>> {
  const bytes = await opened.reply.body.bytes();
  const data = config.responseType === 'arraybuffer' ? bytes : bytes.toString('utf8');
  return { value: responseOf(config, opened, data), ended: { outcome: 'success' } };
}

function streamed<C extends AdapterConfig>(config: C, opened: OpenReply): Reply<AdapterResponse<C>> {
  const { call, reply } = opened;
  return {
    value: responseOf(config, opened, Readable.from(reply.body, { objectMode: false })),
    ended: call.ended.then(() => ({ outcome: call.failure ? classifyByCode(call.failure).outcome : 'success' })),
  };
}

function responseOf<C extends AdapterConfig>(config: C, { reply }: OpenReply, data: unknown): AdapterResponse<C> {
  return { data, status: reply.status, statusText: '', headers: reply.headers(), config };
}

function methodOf(config: AdapterConfig): HttpMethod {
  const method = (config.method ?? 'GET').toUpperCase();
  if (isMethod(method)) return method;
  throw new UpstreamError('config.invalid', `The method ${method} is not supported.`);
}

function isMethod(method: string): method is HttpMethod {
  return METHODS.has(method);
}

/** Path and query below the server's base URL. */
function pathOf(config: AdapterConfig): string {
  const url = config.url ?? '';
  if (/^([a-z][a-z\d+.-]*:)?\/\//i.test(url)) {
    throw new UpstreamError(
      'config.invalid',
      'An upstream is called by a path below its base URL, not by a whole address.',
    );
  }
  const query = new URLSearchParams();
  const { params } = config;
  if (params instanceof URLSearchParams)
    params.forEach((value, name) => {
      query.append(name, value);
    });
  else if (typeof params === 'object' && params !== null) {
    for (const [name, value] of Object.entries(params)) {
      if (value !== undefined && value !== null) query.append(name, String(value));
    }
  }
  const path = url.startsWith('/') ? url : `/${url}`;
  if (query.size === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`;
}

function bodyOf(data: unknown): string | Buffer | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === 'string' || Buffer.isBuffer(data)) return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  throw new UpstreamError('config.invalid', 'Only JSON, text and bytes can be sent to an upstream.');
}

function headersOf(config: AdapterConfig): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(config.headers.toJSON())) {
    if (value !== null && value !== undefined) headers[name.toLowerCase()] = String(value);
  }
  return headers;
}

interface CancellableScope {
  scope: CallScope;
  keepUntil(ended: Promise<void>): void;
  done(): void;
}

/** axios' own way of cancelling, put under the deadline of the request. */
function cancellableScope(signal: unknown): CancellableScope | undefined {
  if (!(signal instanceof AbortSignal)) return undefined;
  const outer = currentScope();
  const deadline = Deadline.after(Infinity, { parent: outer.deadline, signal });
  let kept: Promise<void> = Promise.resolve();
  return {
    scope: { ...outer, deadline },
    keepUntil: (ended) => {
      kept = ended;
    },
    done: () => {
      void kept.then(() => {
        deadline.dispose();
      });
    },
  };
}
