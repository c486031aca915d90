import { keys, type KeyKind } from '../shell/keys.js';
import { failureOf, RequestFailed } from './problem.js';
import { sseEvents, type SseEvent } from './sse-parser.js';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
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
  // Who makes a change, in the operator's own words; header values are Latin-1, so other letters are escaped.
  if (key === 'admin' && method !== 'GET' && keys.operator !== '') headers['x-operator'] = headerText(keys.operator);
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

function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}

/** The JSON of an answer. Undefined when it has none (204). Its type is the service's promise, which its contract tests keep. */
export async function requestJson<T>(path: string, options?: RequestOptions): Promise<T> {
  const response = await request(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
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
