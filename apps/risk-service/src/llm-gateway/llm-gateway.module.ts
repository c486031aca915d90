import { Module } from '@nestjs/common';
import { Upstream } from '@tradewind/upstream';
import { RiskConfigModule } from '../config/config.module.js';
import { RISK_ENV, type RiskEnv } from '../config/risk.config.js';
import { RiskUpstreamModule } from '../upstream/risk-upstream.module.js';
import { Bookkeeper } from './calls/bookkeeper.js';
import { GatewayService } from './calls/gateway.service.js';
import { JsonCalls } from './calls/json-calls.js';
import { StreamCalls } from './calls/stream-calls.js';
import { GatewayDoor } from './door/gateway-door.js';
import { UsageModule } from '../usage/usage.module.js';
import { KeyLimits } from './limits/key-limits.js';
import { ModelList } from './models/model-list.js';
import { Backends } from './routing/backends.js';
import { ModelRouter } from './routing/model-router.js';
import { GatewayConfiguration } from './settings/gateway-configuration.js';
import { GATEWAY_ENV, GatewayConfigModule } from './settings/gateway-config.module.js';
import type { GatewayEnv } from './settings/gateway.config.js';
import { GatewaySettingsConsumer } from './settings/gateway-settings-consumer.js';
import { SettingsInForce } from './settings/settings-in-force.js';
import { SealedKeys } from './server-keys/sealed-keys.js';
import { Sealer } from './server-keys/sealer.js';
import { WordMeter } from './words/word-meter.js';

@Module({
  imports: [RiskConfigModule, GatewayConfigModule, RiskUpstreamModule, UsageModule],
  providers: [
    {
      provide: GatewayConfiguration,
      inject: [GATEWAY_ENV, RISK_ENV, Upstream],
      useFactory: (env: GatewayEnv, risk: RiskEnv, upstream: Upstream) => new GatewayConfiguration(env, risk, upstream),
    },
    {
      provide: SettingsInForce,
      inject: [GatewayConfiguration],
      useFactory: ({ inForce }: GatewayConfiguration) => inForce,
    },
    {
      provide: SealedKeys,
      inject: [GATEWAY_ENV],
      useFactory: ({ SETTINGS_KEY: secret }: GatewayEnv) =>
        new SealedKeys(secret === undefined ? undefined : new Sealer(secret)),
    },
    GatewaySettingsConsumer,
    { provide: ModelRouter, useFactory: () => new ModelRouter() },
    Backends,
    {
      provide: KeyLimits,
      // Where replicas share the servers' limits, they share those of the keys.
      inject: [Upstream],
      useFactory: ({ limiter }: Upstream) => new KeyLimits(limiter),
    },
    WordMeter,
    Bookkeeper,
    JsonCalls,
    StreamCalls,
    GatewayService,
    ModelList,
    GatewayDoor,
  ],
  exports: [GatewayConfiguration, SealedKeys],
})
export class LlmGatewayModule {}
