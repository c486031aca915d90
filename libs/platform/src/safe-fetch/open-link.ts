import type { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';
import { checkedLookup, ForbiddenAddress } from './checked-lookup.js';
import { type LinkRules, safeLink, UnsafeLink } from './safe-link.js';

const MAX_REDIRECTS = 5;
const CONNECT_TIMEOUT_MS = 5_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Connections that reach checked addresses only. @param connections at once to one host. */
export function safeAgent(options: { allowPrivate: boolean; connections: number }): Agent {
  return new Agent({
    connections: options.connections,
    connect: { timeout: CONNECT_TIMEOUT_MS, lookup: checkedLookup({ allowPrivate: options.allowPrivate }) },
  });
}

export interface OpenOptions {
  /** Made by {@link safeAgent}. */
  agent: Agent;
  rules: LinkRules;
  signal: AbortSignal;
  headers?: Record<string, string>;
}

/**
 * GETs a link, following at most five redirects by hand, because every hop must pass the same checks as the first. The body comes as it
 * was sent, never decompressed; who does not read it must {@link discard} it.
 *
 * @throws UnsafeLink; the signal's reason; an error of undici when the server cannot be reached.
 */
export async function openLink(link: string, options: OpenOptions): Promise<Dispatcher.ResponseData> {
  let next = link;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const url = safeLink(next, options.rules);
    const response = await get(url, options);
    const location = redirectOf(response);
    if (location === undefined) return response;
    discard(response.body);
    if (!URL.canParse(location, url.href)) throw new UnsafeLink('invalid_url');
    next = new URL(location, url).href;
  }
  throw new UnsafeLink('too_many_redirects');
}

/** Destroyed rather than drained: what is not wanted is not downloaded. The error that follows is of no interest. */
export function discard(body: Readable): void {
  body.on('error', () => undefined).destroy();
}

/** The error as an {@link UnsafeLink} when a name led to a forbidden address; undefined when it is another one. */
export function unsafeLinkOf(error: unknown): UnsafeLink | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UnsafeLink) return cause;
    if (cause instanceof ForbiddenAddress) return new UnsafeLink('forbidden_address', { cause: error });
  }
  return undefined;
}

function get(url: URL, { agent, signal, headers }: OpenOptions): Promise<Dispatcher.ResponseData> {
  return request(url, { dispatcher: agent, signal, headers: { 'accept-encoding': 'identity', ...headers } });
}

function redirectOf(response: Dispatcher.ResponseData): string | undefined {
  const { location } = response.headers;
  return REDIRECTS.includes(response.statusCode) && typeof location === 'string' ? location : undefined;
}
