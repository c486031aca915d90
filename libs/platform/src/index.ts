export { ConfigError, type ConfigProblem } from './config/config-error.js';
export { decimalNumber, flag, redisUrl, urlOf, wholeNumber, wordList } from './config/env-types.js';
export { QueueWorker } from './queue/queue-worker.js';
export { TRACING, type Tracing } from './tracing/tracing.js';
export { parseEnv } from './config/parse-env.js';
export { readVariable } from './config/read-variable.js';
export { PLATFORM_CONFIG, PlatformConfigSchema, type PlatformConfig } from './config/platform-config.js';
export { databaseErrorCode, isUniqueViolation } from './database/database-errors.js';
export { Database } from './database/database.js';
export type { SqlReader, TenantReader } from './database/tenant-reader.js';
export type { EntityClass } from './database/entity-class.js';
export { runMigrations, type MigrationConfig } from './database/run-migrations.js';
export { tenantTable } from './database/migrations/tenant-table.js';
export {
  AppError,
  badRequest,
  conflict,
  notFound,
  tooManyRequests,
  type AppErrorInit,
  type FieldError,
} from './errors/app-error.js';
export { sendError } from './errors/error.filter.js';
export { appErrorOf, invalidRequest } from './errors/classify.js';
export { openAiErrorOf } from './errors/openai-error.js';
export { problemOf, type ProblemAnswer } from './errors/problem.js';
export { ApiPaths } from './docs/api-paths.js';
export { clusterOptions, type FleetLimit } from './fleet/cluster-options.js';
export { fleetEnv } from './fleet/fleet-env.js';
export { Readiness } from './health/readiness.js';
export { emittedEvents } from './http/emitted-events.js';
export { addDirectRoute, type DirectRoute, DirectRoutes } from './http/direct-routes.js';
export { Exchange, takeOver } from './http/exchange.js';
export { InFlight } from './http/in-flight.js';
export { IsoClock } from './logging/iso-clock.js';
export { jsonReader, type JsonReader } from './http/json-body.js';
export { nestsDeeperThan } from './http/json-depth.js';
export { lastEventId, sseResponse, wantsEventStream, type SseEvent, type SseOptions } from './http/sse.js';
export { StreamedBody } from './http/streamed-body.js';
export { newId } from './ids/new-id.js';
export { decodeCursor, encodeCursor } from './paging/cursor.js';
export { QueueRuntime, type QueueBackendKind } from './queue/queue-runtime.js';
export { QueueModule } from './queue/queue.module.js';
export { discard, openLink, safeAgent, unsafeLinkOf } from './safe-fetch/open-link.js';
export { safeLink, UnsafeLink, type LinkRules } from './safe-fetch/safe-link.js';
export { createService, type ServiceOptions } from './service/create-service.js';
export { PlatformModule, type PlatformOptions } from './service/platform.module.js';
export { runService } from './service/run-service.js';
export * from './settings/index.js';
export { AdminKeyGuard } from './tenancy/admin-key.guard.js';
export { Doorkeeper } from './tenancy/doorkeeper.js';
export { Public } from './tenancy/public.js';
export { RequiresScope } from './tenancy/requires-scope.js';
export { apiKeyHint, hashApiKey, newApiKey } from './tenancy/api-key.js';
