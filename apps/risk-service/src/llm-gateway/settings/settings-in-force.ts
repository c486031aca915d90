import type { GatewaySettings } from './gateway-settings.js';

/** Holds the settings in force. Who serves a call reads {@link current} once, at its beginning. */
export class SettingsInForce {
  #current: GatewaySettings;

  constructor(initial: GatewaySettings) {
    this.#current = initial;
  }

  get current(): GatewaySettings {
    return this.#current;
  }

  /** From the next call on. */
  replace(next: GatewaySettings): void {
    this.#current = next;
  }
}
