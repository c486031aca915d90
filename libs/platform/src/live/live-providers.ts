import type { Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Upstream } from '@tradewind/upstream';
import { Database } from '../database/database.js';
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
  ];
}
