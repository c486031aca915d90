import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

export interface DatabasePulseOptions {
  url: string;
  /** Called once when the server falls silent. */
  onSilence: () => void;
  /** Pause between two questions, ms. Default 1,000. */
  intervalMs?: number;
  /** How long an answer may take, ms; a server that is busy answers `SELECT 1` late, one that is gone never. Default 3,000. */
  timeoutMs?: number;
}

const INTERVAL_MS = 1_000;
const TIMEOUT_MS = 3_000;
/** So often a silent server is looked for. */
const RETRY_MS = 250;

/**
 * Finds out when the database has fallen silent. A server that ends or refuses connections says so to everybody who uses one; a
 * machine that froze, or a firewall that forgot a connection, says nothing, and the operating system believes in such a connection
 * for a quarter of an hour. A question each second on a connection of its own tells within {@link TIMEOUT_MS}.
 */
export class DatabasePulse implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private silent = false;
  private stopped = false;

  constructor(private readonly options: DatabasePulseOptions) {}

  /** True from the moment in which the server was found silent until it has answered again. */
  get lost(): boolean {
    return this.silent;
  }

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.hangUp();
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.beat().then(() => {
        this.schedule(this.silent ? RETRY_MS : (this.options.intervalMs ?? INTERVAL_MS));
      });
    }, delayMs).unref();
  }

  private async beat(): Promise<void> {
    let heard: boolean;
    try {
      heard = await inTime(this.ask(), this.options.timeoutMs ?? TIMEOUT_MS);
    } catch {
      // Refused or ended: everybody who asks hears it at once, so there is nothing to warn of.
      this.hangUp();
      heard = true;
    }
    if (this.stopped) this.hangUp();
    else if (!heard) this.fallSilent();
    else if (this.silent) {
      this.silent = false;
      this.logger.log('The database answers again.');
    }
  }

  private async ask(): Promise<void> {
    if (this.client === undefined) {
      const client = new pg.Client({ connectionString: this.options.url, application_name: 'pulse' });
      client.on('error', () => undefined);
      this.client = client;
      await client.connect();
    }
    await this.client.query('SELECT 1');
  }

  private fallSilent(): void {
    this.hangUp();
    if (this.silent) return;
    this.silent = true;
    this.logger.error(
      'The database has fallen silent. Its connections are given up; requests are refused until it answers.',
    );
    this.options.onSilence();
  }

  private hangUp(): void {
    // With a question under way the driver closes the socket at once instead of saying goodbye.
    this.client?.end().catch(() => undefined);
    this.client = undefined;
  }
}

/** False when it took too long. If it was this process that stood still, the answer may lie in the socket unread: one turn of the loop reads it. */
function inTime(answer: Promise<void>, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      setImmediate(() => {
        resolve(false);
      });
    }, timeoutMs);
    answer.then(
      () => {
        clearTimeout(timer);
        resolve(true);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
