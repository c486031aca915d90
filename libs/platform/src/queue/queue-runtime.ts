import {
  createPostgresBackend,
  setDefaultBackendFactory,
  type ConnectionOptions,
  type QueueEventsOptions,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Cluster, parseRedisUrl, redisClient } from '@tradewind/upstream/redis';
import type { PlatformConfig } from '../config/platform-config.js';
import { LONGEST_WAIT_S } from './queue-worker.js';

/** Which engine carries the jobs. */
export type QueueBackendKind = 'redis' | 'postgres' | 'pglite';

export type QueueConfig = Pick<PlatformConfig, 'REDIS_URL' | 'DATABASE_URL' | 'DATABASE_KIND'>;

/** In braces, so that Redis Cluster keeps all keys of a job, which its scripts touch together, in one slot. */
const PREFIX = '{tradewind}';
/** Connections of each queue or worker; jobs are small statements. */
const POSTGRES_CONNECTIONS = 3;

/**
 * How this process reaches its queues: Redis when `REDIS_URL` is set, else tables in `DATABASE_URL`. Queues of
 * `BullModule.registerQueue` and workers of `@Processor` are set up by themselves; who makes a Worker or QueueEvents by hand passes these options.
 */
export class QueueRuntime implements OnApplicationShutdown {
  readonly kind: QueueBackendKind;
  readonly queueOptions: QueueOptions;
  readonly workerOptions: WorkerOptions;
  readonly queueEventsOptions: QueueEventsOptions;

  constructor(config: QueueConfig) {
    this.kind = config.REDIS_URL !== undefined ? 'redis' : config.DATABASE_KIND;
    this.queueOptions = { connection: connectionOf(config, PRODUCER), prefix: PREFIX };
    this.workerOptions = { connection: connectionOf(config, CONSUMER), prefix: PREFIX };
    this.queueEventsOptions = {
      connection: connectionOf(config, CONSUMER),
      prefix: PREFIX,
      blockingTimeout: LONGEST_WAIT_S * 1_000,
    };
    if (this.kind === 'redis') this.workerOptions.drainDelay = LONGEST_WAIT_S;
    if (this.kind === 'pglite') {
      // Notifications reach only the connection that sent them there, so waiting is polling, and short.
      this.workerOptions.drainDelay = 0.2;
      this.queueEventsOptions.blockingTimeout = 500;
    }
  }

  /** BullMQ closes the connections it made, but not the clients of a cluster, which it was handed. */
  onApplicationShutdown(): void {
    for (const { connection } of [this.queueOptions, this.workerOptions, this.queueEventsOptions]) {
      if (connection instanceof Cluster) connection.disconnect();
    }
  }

  /** Must run before the first queue is made: the engine is a default of the whole process. */
  install(): void {
    if (this.kind === 'redis') setDefaultBackendFactory();
    else setDefaultBackendFactory(createPostgresBackend);
  }
}

interface RedisPatience {
  enableOfflineQueue?: boolean;
  maxRetriesPerRequest: number | null;
  /** A connection on which an answer has been due for so long is given up: a machine that froze does not hang up, ms. */
  socketTimeout: number;
}

/** A request must not wait for a Redis that is gone: its command fails at once and is answered with 503. */
const PRODUCER: RedisPatience = { enableOfflineQueue: false, maxRetriesPerRequest: 1, socketTimeout: 2_000 };
/** A worker waits for Redis to come back for as long as it takes; BullMQ insists on this setting for blocking connections. */
const CONSUMER: RedisPatience = { maxRetriesPerRequest: null, socketTimeout: 2 * LONGEST_WAIT_S * 1_000 };

function connectionOf(config: QueueConfig, redis: RedisPatience): ConnectionOptions {
  if (config.REDIS_URL !== undefined) {
    return parseRedisUrl(config.REDIS_URL).cluster
      ? redisClient(config.REDIS_URL, redis)
      : { url: config.REDIS_URL, ...redis };
  }
  return {
    connectionString: config.DATABASE_URL,
    max: POSTGRES_CONNECTIONS,
    migrate: true,
    // PGlite shares one search path among all connections, so a schema of its own would leak into everybody's statements.
    ...(config.DATABASE_KIND === 'pglite' && { schema: 'public' }),
  };
}
