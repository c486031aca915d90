import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { parseRedisUrl } from './redis-address.js';

/** What the two kinds of client have in common, as far as it is used here. */
export type RedisClient = Redis | Cluster;

/** Longest pause between two attempts to connect: shorter than any sensible lease, ms. */
const LONGEST_RETRY_MS = 250;

/** A client that never makes anybody wait: commands for a server that is not there are refused, not hoarded. */
export function impatientClient(url: string): RedisClient {
  return redisClient(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 2_000,
    // A server that vanished without a word leaves a connection that would be believed in for a quarter of an hour.
    socketTimeout: 2_000,
  });
}

/** A client for subscriptions, which are made again whenever it has reconnected. */
export function patientClient(url: string): RedisClient {
  return redisClient(url, { maxRetriesPerRequest: null, connectTimeout: 2_000 });
}

/** Connects to one server, or to a cluster through the nodes that are named. @throws UpstreamError `config.invalid` */
export function redisClient(url: string, options: RedisOptions): RedisClient {
  const { nodes, cluster, tls, username, password, db } = parseRedisUrl(url);
  const retry = (attempt: number) => Math.min(LONGEST_RETRY_MS, 50 * attempt);
  const redisOptions: RedisOptions = { ...options, username, password, ...(tls ? { tls: {} } : {}) };
  const made = cluster
    ? new Cluster([...nodes], {
        redisOptions,
        enableOfflineQueue: options.enableOfflineQueue ?? true,
        clusterRetryStrategy: retry,
        shardedSubscribers: options.enableOfflineQueue !== false,
      })
    : new Redis({ ...redisOptions, ...nodes[0], db, retryStrategy: retry });
  // Every failed reconnection is an event; what it means is told by the commands.
  made.on('error', () => undefined);
  return made;
}
