import { PriceList } from '../ledger/price-list.js';
import { RouteTable } from '../routing/route-table.js';
import { NO_POLICIES } from '../settings/access-policies.js';
import { GatewaySettings, type GatewaySettingsParts } from '../settings/gateway-settings.js';

/** Settings in which nothing is limited, priced or routed but what is given. */
export function testSettings(parts: Partial<GatewaySettingsParts> = {}): GatewaySettings {
  return new GatewaySettings({
    routes: new RouteTable([]),
    appRoutes: new Map(),
    backends: new Map(),
    prices: new PriceList('USD', new Map()),
    words: [],
    keyRates: {},
    maxPromptCharacters: 10_000,
    access: NO_POLICIES,
    defaultOutputTokens: 1_024,
    keepaliveMs: 10_000,
    clientStallMs: 60_000,
    streamTimeoutMs: 600_000,
    ...parts,
  });
}
