import { constants, setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runService } from '@tradewind/platform';
import { catalogConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

const HEAP_GROWTH_PERCENT = 25;

// Nobody waits for a document as for a search: where both share a machine, ingestion and its parsers take the CPU that is left.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// V8 lets its heap double before it looks for garbage; then a long document takes more memory than a short one only because there was time to.
setFlagsFromString(`--heap-growing-percent=${String(HEAP_GROWTH_PERCENT)}`);

await runService({ name: 'catalog-worker', module: WorkerModule, config: catalogConfig, defaultPort: 3201 });
