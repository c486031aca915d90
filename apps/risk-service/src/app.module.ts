import { Module } from '@nestjs/common';
import { PlatformModule } from '@tradewind/platform';
import { AdminModule } from './admin/admin.module.js';
import { entities } from './entities.js';
import { LlmGatewayModule } from './llm-gateway/llm-gateway.module.js';
import { NexusAssessModule } from './nexus-assess/nexus-assess.module.js';
import { ShadowHunterModule } from './shadow-hunter/shadow-hunter.module.js';
import { UsageReportModule } from './usage/report/usage-report.module.js';

@Module({
  imports: [
    PlatformModule.forRoot({ service: 'risk-service', entities }),
    ShadowHunterModule,
    NexusAssessModule,
    LlmGatewayModule,
    AdminModule,
    UsageReportModule,
  ],
})
export class AppModule {}
