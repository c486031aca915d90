/** How processes share limits through Redis. Without Redis in reach each falls back to its floor: limit ÷ `maxReplicas`. */
export interface ClusterOptions {
  redisUrl: string;
  /** Before every key; also the hash tag, so that one script's keys share a slot of a Redis Cluster. Default `tradewind`. */
  prefix?: string;
  /** Most processes that will ever share; what each may use alone while Redis is away is divided by it. Default 4. */
  maxReplicas?: number;
  /** Limits of the whole fleet by use or budget name; a name that is missing is limited per process. */
  sharedLimits?: Record<string, number>;
  /** How long a process's share outlives its last heartbeat, ms. Default 3,000. */
  leaseMs?: number;
  /** Default 1,000. */
  heartbeatMs?: number;
  /** Longest wait of a request for Redis, ms. Default 50. */
  commandTimeoutMs?: number;
}
