import { keys, type KeyKind } from '../shell/keys.js';
import { failureOf, RequestFailed } from './problem.js';
import { sseEvents, type SseEvent } from './sse-parser.js';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
  /** Whose key is sent; default the tenant's. */
  key?: KeyKind;
}

/** One request to a service behind this origin. @throws RequestFailed for every refusal */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, accept = 'application/json', signal, key = 'tenant' } = options;
  const headers: Record<string, string> = { accept };
  if (keys[key] !== '') headers['authorization'] = `Bearer ${keys[key]}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'omit',
    cache: 'no-store',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  const document: unknown = await response.json().catch(() => undefined);
  throw new RequestFailed(failureOf(response.status, response.headers, document));
}

/** The JSON of an answer. Its type is the service's promise, which its contract tests keep. */
export async function requestJson<T>(path: string, options?: RequestOptions): Promise<T> {
  const response = await request(path, options);
  return (await response.json()) as T;
}

/** The events of an answer; an event `error` is thrown as the refusal it carries. @throws RequestFailed */
export async function* requestEvents(
  path: string,
  options: RequestOptions = {},
): AsyncGenerator<SseEvent, void, undefined> {
  const response = await request(path, { accept: 'text/event-stream', ...options });
  if (response.body === null) return;
  for await (const event of sseEvents(response.body)) {
    if (event.event === 'error') {
      const problem: unknown = JSON.parse(event.data);
      throw new RequestFailed(failureOf(200, response.headers, problem));
    }
    yield event;
  }
}
