import { UpstreamError } from '../core/index.js';

/** Where a Redis lives, single or a cluster. */
export interface RedisAddress {
  /** Nodes to begin with; exactly one unless it is a cluster. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly cluster: boolean;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly db: number;
}

const SCHEMES: Readonly<Record<string, { cluster: boolean; tls: boolean }>> = {
  'redis:': { cluster: false, tls: false },
  'rediss:': { cluster: false, tls: true },
  'redis+cluster:': { cluster: true, tls: false },
  'rediss+cluster:': { cluster: true, tls: true },
};
const DEFAULT_PORT = 6379;

/**
 * `redis://…` and `rediss://…` (TLS) are one server; several of them separated by commas, or `redis+cluster://…` and
 * `rediss+cluster://…`, are nodes of a cluster, which tells about the others. What only the first one has (scheme, user,
 * password) holds for all. @throws UpstreamError `config.invalid`, without the URL, which may hold a password
 */
export function parseRedisUrl(text: string): RedisAddress {
  const [first = '', ...others] = text.split(',').map((part) => part.trim());
  const url = parse(first);
  const kind = SCHEMES[url.protocol];
  if (kind === undefined) throw invalid();
  const cluster = kind.cluster || others.length > 0;
  const db = Number(url.pathname.slice(1) || 0);
  if (!Number.isSafeInteger(db) || (cluster && db !== 0)) throw invalid();
  const urls = [url, ...others.map((other) => parse(other.includes('://') ? other : `${url.protocol}//${other}`))];
  return {
    nodes: urls.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? DEFAULT_PORT : Number(port),
    })),
    cluster,
    tls: kind.tls,
    username: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    db,
  };
}

function parse(text: string): URL {
  if (!URL.canParse(text)) throw invalid();
  const url = new URL(text);
  if (url.hostname === '') throw invalid();
  return url;
}

function invalid(): UpstreamError {
  return new UpstreamError(
    'config.invalid',
    'The Redis URL is unusable: expected redis://host:port/db, or redis+cluster://host:port,host:port for a cluster (rediss for TLS).',
  );
}
