import { Module, type OnModuleInit } from '@nestjs/common';
import { Upstream } from '@tradewind/upstream';
import { RiskConfigModule } from '../config/config.module.js';
import { CostsModule } from '../costs/costs.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { RiskUpstreamModule } from '../upstream/risk-upstream.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { WatchlistModule } from '../watchlist/watchlist.module.js';
import { ShadowHunterController } from './shadow-hunter.controller.js';
import { CHECK_LLM, CHECK_SEARCH } from './shadow-hunter.ports.js';
import { ShadowHunterService } from './shadow-hunter.service.js';
import { HttpPageReader } from './read/http-page-reader.js';
import { PageReader } from './read/page-reader.js';
import { CheckStore } from './store/check-store.js';
import { warmUp } from './warm-up.js';
import { PostgresCheckStore } from './store/postgres-check-store.js';

@Module({
  imports: [RiskConfigModule, CostsModule, RiskUpstreamModule, RunsModule, UsageModule, WatchlistModule],
  controllers: [ShadowHunterController],
  providers: [
    ShadowHunterService,
    { provide: PageReader, useClass: HttpPageReader },
    { provide: CheckStore, useClass: PostgresCheckStore },
    {
      provide: CHECK_SEARCH,
      inject: [Upstream],
      useFactory: (upstream: Upstream) => upstream.search('shadow-hunter.search'),
    },
    { provide: CHECK_LLM, inject: [Upstream], useFactory: (upstream: Upstream) => upstream.llm('shadow-hunter.llm') },
  ],
  exports: [ShadowHunterService],
})
export class ShadowHunterModule implements OnModuleInit {
  onModuleInit(): Promise<void> {
    return warmUp();
  }
}
