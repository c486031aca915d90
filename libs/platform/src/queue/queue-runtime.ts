import {
  createPostgresBackend,
  setDefaultBackendFactory,
  type ConnectionOptions,
  type QueueEventsOptions,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import type { PlatformConfig } from '../config/platform-config.js';

/** Which engine carries the jobs. */
export type QueueBackendKind = 'redis' | 'postgres' | 'pglite';

/** Connections of each queue or worker; jobs are small statements. */
const POSTGRES_CONNECTIONS = 3;

/**
 * How this process reaches its queues: Redis when `REDIS_URL` is set, else tables in `DATABASE_URL`. Queues registered through
 * `BullModule.registerQueue` are set up by themselves; who makes a Worker or QueueEvents by hand passes these options.
 */
export class QueueRuntime {
  readonly kind: QueueBackendKind;
  readonly queueOptions: QueueOptions;
  readonly workerOptions: WorkerOptions;
  readonly queueEventsOptions: QueueEventsOptions;

  constructor(config: Pick<PlatformConfig, 'REDIS_URL' | 'DATABASE_URL' | 'DATABASE_KIND'>) {
    this.kind = config.REDIS_URL !== undefined ? 'redis' : config.DATABASE_KIND;
    const connection = connectionOf(config);
    const prefix = 'tradewind';
    this.queueOptions = { connection, prefix };
    this.workerOptions = { connection, prefix };
    this.queueEventsOptions = { connection, prefix };
    if (this.kind === 'pglite') {
      // Notifications reach only the connection that sent them there, so waiting is polling, and short.
      this.workerOptions.drainDelay = 0.2;
      this.queueEventsOptions.blockingTimeout = 500;
    }
  }

  /** Must run before the first queue is made: the engine is a default of the whole process. */
  install(): void {
    if (this.kind === 'redis') setDefaultBackendFactory();
    else setDefaultBackendFactory(createPostgresBackend);
  }
}

function connectionOf(config: Pick<PlatformConfig, 'REDIS_URL' | 'DATABASE_URL' | 'DATABASE_KIND'>): ConnectionOptions {
  if (config.REDIS_URL !== undefined) {
    // A worker waits for Redis to come back for as long as it takes; BullMQ insists on this setting for blocking connections.
    return { url: config.REDIS_URL, maxRetriesPerRequest: null };
  }
  return {
    connectionString: config.DATABASE_URL,
    max: POSTGRES_CONNECTIONS,
    migrate: true,
    // PGlite shares one search path among all connections, so a schema of its own would leak into everybody's statements.
    ...(config.DATABASE_KIND === 'pglite' && { schema: 'public' }),
  };
}
