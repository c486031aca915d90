import { Module } from '@nestjs/common';
import { PlatformModule } from '@tradewind/platform';
import { entities } from './entities.js';
import { RiskUpstreamModule } from './upstream/risk-upstream.module.js';

@Module({
  imports: [PlatformModule.forRoot({ service: 'risk-service', entities }), RiskUpstreamModule],
})
export class AppModule {}
