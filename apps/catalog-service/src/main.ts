import { runService } from '@tradewind/platform';
import { AppModule } from './app.module.js';

await runService({ name: 'catalog-service', module: AppModule, defaultPort: 3200 });
