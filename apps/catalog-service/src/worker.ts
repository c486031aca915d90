import { constants, setPriority } from 'node:os';
import { runService } from '@tradewind/platform';
import { catalogConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

// Nobody waits for a document as for a search: where both share a machine, ingestion and its parsers take the CPU that is left.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

await runService({ name: 'catalog-worker', module: WorkerModule, config: catalogConfig, defaultPort: 3201 });
