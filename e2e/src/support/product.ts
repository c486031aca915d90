import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Description = z.object({
  edgeUrl: z.string(),
  riskUrl: z.string(),
  catalogUrl: z.string(),
  workerUrl: z.string(),
  sandboxUrl: z.string(),
  databaseUrl: z.string(),
  apiKey: z.string(),
  adminKey: z.string(),
  keys: z.record(z.string(), z.string()),
  pids: z.record(z.string(), z.number()),
});

/** The running product under test; read anew each time, because processes are replaced while the tests run. */
export function product(): z.infer<typeof Description> {
  const file = process.env['E2E_STACK_FILE'];
  if (file === undefined) throw new Error('Run the end-to-end suite through `npm test` or `npm run test:services`.');
  return Description.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Opens `/admin`. */
export function adminKey(): string {
  return product().adminKey;
}

/** The key of one of the tenants that only certain tests use. */
export function keyOf(tenant: 'stranger' | 'crashed' | 'undisturbed' | 'following'): string {
  const key = product().keys[tenant];
  if (key === undefined) throw new Error(`There is no tenant ${tenant}`);
  return key;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed body; the text itself when it is not JSON. */
  body: unknown;
  elapsedMs: number;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  /** Sent as it is instead of `body`. */
  rawBody?: string;
  key?: string | null;
  headers?: Record<string, string>;
  baseUrl?: string;
}

/** One request to the public API, with the demo tenant's key unless told otherwise. Never throws on a status. */
export async function call(path: string, options: CallOptions = {}): Promise<Answer> {
  const { apiKey, edgeUrl } = product();
  const key = options.key === undefined ? apiKey : options.key;
  const payload = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const startedAt = performance.now();
  const response = await fetch(new URL(path, options.baseUrl ?? edgeUrl), {
    method: options.method ?? (payload === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: parse(text),
    elapsedMs: performance.now() - startedAt,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Calls again until `isDone`, at most `timeoutMs` long. */
export async function until<T>(read: () => Promise<T>, isDone: (value: T) => boolean, timeoutMs: number): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    if (Date.now() > end) throw new Error(`Not done after ${timeoutMs} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
