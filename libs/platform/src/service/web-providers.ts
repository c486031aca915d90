import type { Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Registry } from 'prom-client';
import { loadPlatformConfig, PLATFORM_CONFIG } from '../config/platform-config.js';
import { ApiPaths } from '../docs/api-paths.js';
import { Database } from '../database/database.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { Readiness } from '../health/readiness.js';
import { validationPipe } from '../http/validation.js';
import { createRegistry } from '../metrics/registry.js';
import { startTracing } from '../tracing/start-tracing.js';
import { loadTracingConfig } from '../tracing/tracing-config.js';
import { TRACING } from '../tracing/tracing.js';
import { Doorkeeper } from '../tenancy/doorkeeper.js';
import { ApiKeyGuard } from '../tenancy/api-key.guard.js';
import { ApiKeyStore } from '../tenancy/api-key-store.js';

/** Everything that stands before a route; needs a {@link Database} to look keys up in. */
export function webProviders(service: string): Provider[] {
  return [
    Readiness,
    { provide: PLATFORM_CONFIG, useFactory: () => loadPlatformConfig() },
    { provide: TRACING, useFactory: () => startTracing(service, loadTracingConfig()) },
    { provide: Registry, useFactory: () => createRegistry(service) },
    { provide: ApiKeyStore, inject: [Database], useFactory: (database: Database) => new ApiKeyStore(database) },
    Doorkeeper,
    ApiPaths,
    { provide: APP_GUARD, useClass: ApiKeyGuard },
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
  ];
}
