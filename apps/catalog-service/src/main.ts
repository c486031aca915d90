import { runService } from '@tradewind/platform';
import { AppModule } from './app.module.js';
import { catalogConfig } from './config.js';

await runService({ name: 'catalog-service', module: AppModule, config: catalogConfig, defaultPort: 3200 });
