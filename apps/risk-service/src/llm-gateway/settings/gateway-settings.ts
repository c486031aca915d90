import type { WordSetting } from '@tradewind/contracts';
import type { Backend, RateLimits } from '@tradewind/upstream';
import type { PriceList } from '../ledger/price-list.js';
import type { RouteTable } from '../routing/route-table.js';
import type { AccessPolicies, AppPolicy } from './access-policies.js';

/** What the process was started with, and does not change. */
export interface ProcessSettings {
  /** Output reserved for a call that does not cap its own. */
  readonly defaultOutputTokens: number;
  readonly keepaliveMs: number;
  readonly clientStallMs: number;
  readonly streamTimeoutMs: number;
}

/** What the gateway's settings consist of, in the form its parts use. */
export interface GatewaySettingsParts extends ProcessSettings {
  readonly routes: RouteTable;
  readonly backends: ReadonlyMap<string, Backend>;
  readonly prices: PriceList;
  /** The same array for as long as the section is not edited, so that what is made of it can be kept by it. */
  readonly words: readonly WordSetting[];
  /** Of a key that has no rates of its own. */
  readonly keyRates: RateLimits;
  /** Of a tenant that has no length of its own. */
  readonly maxPromptCharacters: number;
  readonly access: AccessPolicies;
  /** Of apps that may not use every model. */
  readonly appRoutes: ReadonlyMap<string, RouteTable>;
}

/**
 * Everything the gateway is told, as one immutable snapshot. A call takes the one in force when it begins and keeps it to
 * its end; an edit makes a new one.
 */
export class GatewaySettings implements ProcessSettings {
  readonly routes: RouteTable;
  readonly prices: PriceList;
  readonly words: readonly WordSetting[];
  readonly defaultOutputTokens: number;
  readonly keepaliveMs: number;
  readonly clientStallMs: number;
  readonly streamTimeoutMs: number;
  readonly #parts: GatewaySettingsParts;

  constructor(parts: GatewaySettingsParts) {
    this.#parts = parts;
    this.routes = parts.routes;
    this.prices = parts.prices;
    this.words = parts.words;
    this.defaultOutputTokens = parts.defaultOutputTokens;
    this.keepaliveMs = parts.keepaliveMs;
    this.clientStallMs = parts.clientStallMs;
    this.streamTimeoutMs = parts.streamTimeoutMs;
  }

  /** The server of that name; a route never names one that is not there. */
  backend(server: string): Backend {
    const backend = this.#parts.backends.get(server);
    if (backend === undefined) throw new Error(`The settings name a server "${server}" and do not have it.`);
    return backend;
  }

  /** The routes that an app may use. */
  routesOf(appId: string): RouteTable {
    return this.#parts.appRoutes.get(appId) ?? this.routes;
  }

  /** What is particular to an app; undefined when nothing is. */
  app(appId: string): AppPolicy | undefined {
    return this.#parts.access.apps.get(appId);
  }

  maxPromptCharacters(tenantId: string): number {
    return this.#parts.access.tenantPromptCharacters.get(tenantId) ?? this.#parts.maxPromptCharacters;
  }

  /** What a key may use in any 60 seconds: its own rates where it has some, else those of every key. */
  keyRates(keyId: string): RateLimits {
    return this.#parts.access.keyRates.get(keyId) ?? this.#parts.keyRates;
  }
}
