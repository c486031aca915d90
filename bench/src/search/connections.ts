import type { DataSource } from 'typeorm';
import { connect } from './load.js';

const EVERY_MS = 200;
/** Names the pools under measurement give their connections; the queue's and the benchmark's own are others'. */
const POOLS = ['test', 'catalog-service'];

/** Counts the connections of the pools of a database while it is measured. */
export class ConnectionWatch {
  private peak = 0;
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly dataSource: DataSource) {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  static async start(url: string): Promise<ConnectionWatch> {
    return new ConnectionWatch(await connect(url));
  }

  /** The most there were at once. */
  async stop(): Promise<number> {
    clearInterval(this.timer);
    await this.look();
    await this.dataSource.destroy();
    return this.peak;
  }

  private async look(): Promise<void> {
    const [row] = await this.dataSource.query<{ count: string }[]>(
      `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = ANY ($1)`,
      [POOLS],
    );
    this.peak = Math.max(this.peak, Number(row?.count ?? 0));
  }
}
