import { Module } from '@nestjs/common';
import { UpstreamModule } from '@tradewind/upstream';
import { RiskConfigModule } from '../config/config.module.js';
import { RISK_ENV } from '../config/risk.config.js';
import { upstreamOptions } from './upstream.options.js';

/** The one place that wires this service's downstreams; features import it to get `Upstream`. */
@Module({
  imports: [
    UpstreamModule.forRootAsync({ imports: [RiskConfigModule], inject: [RISK_ENV], useFactory: upstreamOptions }),
  ],
  exports: [UpstreamModule],
})
export class RiskUpstreamModule {}
