import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UsageLedger } from '../ledger/usage-ledger.js';
import { ABANDONED_AFTER_MS, recover } from './recover.js';
import { UsageJournal } from './usage-journal.js';

const SWEEP_MS = ABANDONED_AFTER_MS / 6;

/** Brings what dead processes left in the journal into the ledger: at the start, and from time to time. */
@Injectable()
export class JournalKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(JournalKeeper.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly ledger: UsageLedger,
    private readonly journal: UsageJournal | undefined,
  ) {}

  onApplicationBootstrap(): void {
    if (this.journal === undefined) return;
    this.sweep(true);
    this.timer = setInterval(() => {
      this.sweep(false);
    }, SWEEP_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private sweep(everything: boolean): void {
    this.running ??= this.once(everything).finally(() => (this.running = undefined));
  }

  private async once(everything: boolean): Promise<void> {
    const { journal } = this;
    if (journal === undefined) return;
    try {
      journal.touch(new Date());
      const rows = await recover(journal, {
        store: (line) => this.ledger.store(line),
        now: Date.now,
        everything,
      });
      if (rows > 0) this.logger.log(`${String(rows)} usage rows of an earlier process are in the ledger.`);
    } catch (error) {
      this.logger.warn({ err: error, msg: 'What an earlier process left in the usage journal has to wait.' });
    }
  }
}
