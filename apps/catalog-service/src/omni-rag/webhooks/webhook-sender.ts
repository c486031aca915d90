import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeliveryStore, type Delivery } from './delivery-store.js';
import { WebhookClient } from './webhook-client.js';

const PAUSE_MS = 1_000;
/** Calls of one worker at once. */
const AT_ONCE = 8;
const FIRST_RETRY_MS = 5_000;
const RETRY_FACTOR = 4;
const MAX_RETRY_MS = 6 * 3_600_000;
/** Within about a day: 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, then every 6 hours. */
const MAX_ATTEMPTS = 10;
const JITTER_RATIO = 0.2;
const HOUSEKEEPING_EVERY = 3_600;

/** Time before the next attempt, or undefined after the last one. */
export function retryInMs(attempts: number, random: () => number = Math.random): number | undefined {
  if (attempts >= MAX_ATTEMPTS) return undefined;
  const delayMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * RETRY_FACTOR ** (attempts - 1));
  return Math.round(delayMs * (1 + random() * JITTER_RATIO));
}

/** Calls the webhooks that are owed, in the worker. At least once: a worker that dies in between leaves the call to the next one. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WebhookSender.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private turns = 0;

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly client: WebhookClient,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Sends what is due; returns how many were tried. */
  async sendDue(): Promise<number> {
    const due = await this.deliveries.claim(AT_ONCE);
    await Promise.all(due.map((delivery) => this.send(delivery)));
    return due.length;
  }

  private async send(delivery: Delivery): Promise<void> {
    const outcome = await this.client.call(delivery);
    if (outcome.kind === 'delivered') return this.deliveries.delivered(delivery.id);
    const again = outcome.kind === 'gone' ? undefined : retryInMs(delivery.attempts);
    if (again === undefined) {
      this.logger.warn({
        msg: 'webhook given up',
        deliveryId: delivery.id,
        taskId: delivery.task_id,
        error: outcome.error,
      });
    }
    return this.deliveries.refused(delivery.id, outcome.error, again);
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn();
    }, PAUSE_MS);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    try {
      this.turns += 1;
      if (this.turns % HOUSEKEEPING_EVERY === 0) await this.deliveries.forgetOld();
      while ((await this.sendDue()) === AT_ONCE && !this.stopped);
    } catch (error) {
      this.logger.warn({ msg: 'webhooks wait', err: error });
    }
    this.schedule();
  }
}
