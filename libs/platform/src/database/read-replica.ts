import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Database } from './database.js';

/** A pool that is connected. */
export interface OpenReplica {
  readonly database: Database;
  close(): Promise<void>;
}

/** So often a replica that could not be reached is looked for. */
const RETRY_MS = 2_000;

/**
 * A streaming replica that takes the reads of searches (`DATABASE_READ_URL`). It is a help and never a need: until it has been reached,
 * and while it is away, the primary serves them.
 */
export class ReadReplica implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private open: OpenReplica | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param connect opens the pool; rejects when nobody answers. */
  constructor(private readonly connect: () => Promise<OpenReplica>) {}

  /** Undefined until it has been reached. */
  get database(): Database | undefined {
    return this.open?.database;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.reach();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.open?.close();
  }

  private async reach(): Promise<void> {
    try {
      const open = await this.connect();
      if (this.stopped) await open.close();
      else this.open = open;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn(`The read replica cannot be reached; the primary serves its reads meanwhile: ${reason}`);
      if (!this.stopped) this.timer = setTimeout(() => void this.reach(), RETRY_MS).unref();
    }
  }
}
