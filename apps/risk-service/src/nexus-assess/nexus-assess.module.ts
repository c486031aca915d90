import { Module } from '@nestjs/common';
import { Upstream } from '@tradewind/upstream';
import { CostsModule } from '../costs/costs.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { ShadowHunterModule } from '../shadow-hunter/shadow-hunter.module.js';
import { RiskUpstreamModule } from '../upstream/risk-upstream.module.js';
import { NexusAssessController } from './nexus-assess.controller.js';
import { REPORT_LLM } from './nexus-assess.ports.js';
import { NexusAssessService } from './nexus-assess.service.js';
import { PostgresReportStore } from './store/postgres-report-store.js';
import { ReportStore } from './store/report-store.js';

@Module({
  imports: [CostsModule, RiskUpstreamModule, RunsModule, ShadowHunterModule, UsageModule],
  controllers: [NexusAssessController],
  providers: [
    NexusAssessService,
    { provide: ReportStore, useClass: PostgresReportStore },
    { provide: REPORT_LLM, inject: [Upstream], useFactory: (upstream: Upstream) => upstream.llm('nexus-assess.llm') },
  ],
})
export class NexusAssessModule {}
