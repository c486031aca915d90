import type { Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Upstream } from '@tradewind/upstream';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { Database } from '../database/database.js';
import { loadLiveConfig } from './live-config.js';
import { FleetState } from './live-fleet.js';
import { LivePeers } from './live-peers.js';
import { LiveState } from './live-state.js';

/** Finds the service's own `Upstream`, whichever of its modules provides it. */
export function liveProviders(service: string): Provider[] {
  return [
    {
      provide: LiveState,
      inject: [ModuleRef, Database],
      useFactory: (modules: ModuleRef, database: Database) =>
        new LiveState({ service, database, upstream: () => modules.get(Upstream, { strict: false }) }),
    },
    {
      provide: FleetState,
      inject: [LiveState, PLATFORM_CONFIG],
      useFactory: (own: LiveState, { ADMIN_KEY }: PlatformConfig) =>
        new FleetState(own, new LivePeers({ addresses: loadLiveConfig().LIVE_PEERS, adminKey: ADMIN_KEY ?? '' })),
    },
  ];
}
