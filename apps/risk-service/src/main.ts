import { runService } from '@tradewind/platform';
import { AppModule } from './app.module.js';

await runService({ name: 'risk-service', module: AppModule, defaultPort: 3100 });
