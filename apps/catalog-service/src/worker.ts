import { runService } from '@tradewind/platform';
import { WorkerModule } from './worker.module.js';

await runService({ name: 'catalog-worker', module: WorkerModule, defaultPort: 3201 });
