import type { DataSource } from 'typeorm';
import { connect } from './load.js';

const EVERY_MS = 200;

/** Counts the connections of a database while it is measured. */
export class ConnectionWatch {
  private peak = 0;
  private constructor(
    private readonly dataSource: DataSource,
    private readonly timer: NodeJS.Timeout,
  ) {}

  static async start(url: string): Promise<ConnectionWatch> {
    const dataSource = await connect(url);
    const watch: ConnectionWatch = new ConnectionWatch(
      dataSource,
      setInterval(() => void watch.look(), EVERY_MS),
    );
    return watch;
  }

  /** The most there were at once, its own not counted. */
  async stop(): Promise<number> {
    clearInterval(this.timer);
    await this.look();
    await this.dataSource.destroy();
    return this.peak;
  }

  private async look(): Promise<void> {
    const [row] = await this.dataSource.query<{ count: string }[]>(
      `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    this.peak = Math.max(this.peak, Number(row?.count ?? 0));
  }
}
