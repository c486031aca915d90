import { Module } from '@nestjs/common';
import { readRiskEnv, RISK_ENV } from './risk.config.js';

/** Parses the environment once, at boot, and offers it as {@link RISK_ENV}. */
@Module({
  providers: [{ provide: RISK_ENV, useFactory: () => readRiskEnv() }],
  exports: [RISK_ENV],
})
export class RiskConfigModule {}
