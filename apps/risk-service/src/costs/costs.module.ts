import { Module } from '@nestjs/common';
import { RiskConfigModule } from '../config/config.module.js';
import { RISK_ENV, type RiskEnv } from '../config/risk.config.js';
import { PRICES, type Prices } from './cost-meter.js';

@Module({
  imports: [RiskConfigModule],
  providers: [
    {
      provide: PRICES,
      inject: [RISK_ENV],
      useFactory: (env: RiskEnv): Prices => ({
        currency: env.PRICE_CURRENCY,
        perMillionInputTokens: env.PRICE_PER_MILLION_INPUT_TOKENS,
        perMillionOutputTokens: env.PRICE_PER_MILLION_OUTPUT_TOKENS,
        perThousandSearches: env.PRICE_PER_THOUSAND_SEARCHES,
      }),
    },
  ],
  exports: [PRICES],
})
export class CostsModule {}
