import { Module } from '@nestjs/common';
import { Upstream } from '@tradewind/upstream';
import { RiskConfigModule } from '../config/config.module.js';
import { RISK_ENV, type RiskEnv } from '../config/risk.config.js';
import { RiskUpstreamModule } from '../upstream/risk-upstream.module.js';
import { Bookkeeper } from './calls/bookkeeper.js';
import { GatewayService } from './calls/gateway.service.js';
import { JsonCalls } from './calls/json-calls.js';
import { StreamCalls } from './calls/stream-calls.js';
import { RawBodies } from './contract/raw-bodies.js';
import { UsageModule } from '../usage/usage.module.js';
import { KeyLimits } from './limits/key-limits.js';
import { LlmGatewayController } from './llm-gateway.controller.js';
import { ModelList } from './models/model-list.js';
import { Backends } from './routing/backends.js';
import { ModelRouter } from './routing/model-router.js';
import { FixedRouteTable, ROUTE_TABLE, type RouteTable } from './routing/route-table.js';
import { GATEWAY_ENV, GatewayConfigModule } from './settings/gateway-config.module.js';
import type { GatewayEnvironment } from './settings/gateway.config.js';
import { ENVIRONMENT_SERVER, gatewayBackends } from './settings/gateway-backends.js';
import { GATEWAY_SETTINGS, gatewayRoutes, gatewaySettings, type GatewaySettings } from './settings/gateway-settings.js';

@Module({
  imports: [RiskConfigModule, GatewayConfigModule, RiskUpstreamModule, UsageModule],
  controllers: [LlmGatewayController],
  providers: [
    {
      provide: GATEWAY_SETTINGS,
      inject: [GATEWAY_ENV, RISK_ENV],
      useFactory: (env: GatewayEnvironment, risk: RiskEnv) => gatewaySettings(env, risk),
    },
    {
      provide: ROUTE_TABLE,
      inject: [GATEWAY_ENV, RISK_ENV],
      useFactory: (env: GatewayEnvironment, risk: RiskEnv) => new FixedRouteTable(gatewayRoutes(env, risk)),
    },
    { provide: ModelRouter, inject: [ROUTE_TABLE], useFactory: (table: RouteTable) => new ModelRouter(table) },
    RawBodies,
    {
      provide: Backends,
      inject: [Upstream, ModelRouter, GATEWAY_SETTINGS, GATEWAY_ENV, RISK_ENV, ROUTE_TABLE],
      useFactory: (
        upstream: Upstream,
        router: ModelRouter,
        settings: GatewaySettings,
        env: GatewayEnvironment,
        risk: RiskEnv,
        table: RouteTable,
      ) => {
        for (const [name, backend] of Object.entries(gatewayBackends(env, risk))) upstream.createBackend(name, backend);
        // A route to a server that does not exist stops the start, not the first call.
        for (const route of table.list()) for (const { server } of route.servers) upstream.backend(server);
        return new Backends(upstream, router, settings);
      },
    },
    {
      provide: KeyLimits,
      // After the backends, whose limiter it is: where replicas share the servers' limits, they share those of the keys.
      inject: [Upstream, GATEWAY_SETTINGS, Backends],
      useFactory: (upstream: Upstream, settings: GatewaySettings) =>
        new KeyLimits(upstream.backend(ENVIRONMENT_SERVER).guard.limiter, settings.keyLimits),
    },
    Bookkeeper,
    JsonCalls,
    StreamCalls,
    GatewayService,
    ModelList,
  ],
})
export class LlmGatewayModule {}
