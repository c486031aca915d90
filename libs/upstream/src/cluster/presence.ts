import { patientClient, type RedisClient } from './redis-client.js';

/**
 * Shows that this process lives, by a connection to Redis that ends with it. A process whose lease has run out although its
 * connection stands is deaf, not dead: its part is kept. One that was killed is told at once, because its connections close.
 */
export class Presence {
  readonly #client: RedisClient;

  constructor(url: string) {
    this.#client = patientClient(url);
  }

  /** Shows it in this channel for as long as the process lives, through every reconnection. */
  show(channel: string): void {
    this.#client.ssubscribe(channel).catch(() => undefined);
  }

  close(): void {
    this.#client.disconnect();
  }
}
