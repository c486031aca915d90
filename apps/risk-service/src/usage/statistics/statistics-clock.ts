import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { USAGE_ENV, type UsageEnv } from '../usage.config.js';
import { UsageStatistics } from './usage-statistics.js';

const EVERY_MS = 60_000;
/** Single calls are cleared away once in this many rounds. */
const CLEAR_EVERY = 60;

/** Brings the statistics up to date every minute, in every replica: the one that comes first does the work. */
@Injectable()
export class StatisticsClock implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(StatisticsClock.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private rounds = 0;

  constructor(
    private readonly statistics: UsageStatistics,
    @Inject(USAGE_ENV) private readonly env: UsageEnv,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.round().finally(() => (this.running = undefined));
    }, EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      await this.statistics.update();
      this.rounds += 1;
      if (this.rounds % CLEAR_EVERY === 0) {
        await this.statistics.removeCallsOlderThan(this.env.USAGE_RETENTION_DAYS, new Date());
      }
    } catch (error) {
      this.logger.warn({ err: error, msg: 'The usage statistics have to wait.' });
    }
  }
}
