import { Module } from '@nestjs/common';
import { readGatewayEnv } from './gateway.config.js';

/** Injection token of the parsed `GatewayEnv`. */
export const GATEWAY_ENV = Symbol('GatewayEnv');

/** Parses the gateway's environment once, at boot. */
@Module({
  providers: [{ provide: GATEWAY_ENV, useFactory: () => readGatewayEnv() }],
  exports: [GATEWAY_ENV],
})
export class GatewayConfigModule {}
