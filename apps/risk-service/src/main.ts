import { runService } from '@tradewind/platform';
import { AppModule } from './app.module.js';
import { readRiskEnv } from './config/risk.config.js';
import { readGatewayEnv } from './llm-gateway/settings/gateway.config.js';
import { readUsageEnv } from './usage/usage.config.js';

await runService({
  name: 'risk-service',
  module: AppModule,
  config: [readRiskEnv, readGatewayEnv, readUsageEnv],
  defaultPort: 3100,
});
