import { isIP } from 'node:net';
import { isAllowedAddress } from './addresses.js';

/** Which links may be followed. */
export interface LinkRules {
  /** `host`, `*.domain` or `*`, in lower case. */
  allowedHosts: readonly string[];
  /** Also loopback and private addresses; for development. */
  allowPrivate: boolean;
}

export type UnsafeLinkCode = 'invalid_url' | 'forbidden_host' | 'forbidden_address' | 'too_many_redirects';

/** A link that may not be followed, and why. */
export class UnsafeLink extends Error {
  override readonly name = 'UnsafeLink';

  constructor(
    readonly code: UnsafeLinkCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** Ports below this one belong to a protocol each, and only two of them to HTTP. */
const FIRST_FREE_PORT = 1_024;
const HTTP_PORTS = new Set([80, 443]);

/**
 * Checks everything about a link that can be known without the network. `URL` has normalised the host before: `0x7f.1`, `2130706433` and
 * `0177.0.0.1` all arrive here as `127.0.0.1`.
 *
 * @throws UnsafeLink
 */
export function safeLink(link: string, rules: LinkRules): URL {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') {
    throw new UnsafeLink('invalid_url');
  }
  if (!isHttpPort(url.port)) throw new UnsafeLink('invalid_url');
  const host = hostOf(url);
  if (!rules.allowedHosts.some((pattern) => matches(host, pattern.toLowerCase()))) {
    throw new UnsafeLink('forbidden_host');
  }
  if (isIP(host) !== 0 && !isAllowedAddress(host, rules)) throw new UnsafeLink('forbidden_address');
  return url;
}

/** The host without the brackets of an IPv6 literal and without the root dot, which would dodge the allow-list. */
function hostOf(url: URL): string {
  return url.hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** Empty for the scheme's own. */
function isHttpPort(port: string): boolean {
  return port === '' || Number(port) >= FIRST_FREE_PORT || HTTP_PORTS.has(Number(port));
}

function matches(host: string, pattern: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1)) && isIP(host) === 0;
  return host === pattern;
}
