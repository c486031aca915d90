import { join } from 'node:path';
import { ROOT, run, step, type StepResult } from './step.js';
import type { Services } from './services.config.js';
import { withProduct } from './with-product.js';

/** Starts the whole product on a throw-away database and runs `e2e/` against it. */
export function endToEnd(services: Partial<Services>): Promise<StepResult> {
  const kind = services.databaseUrl === undefined ? 'embedded' : 'services';
  const results = join(ROOT, 'e2e/test-results', `${kind}.json`);
  return step(`end to end (${kind})`, [results], () =>
    withProduct(services, kind, (_description, file) =>
      run(['npm', 'run', '-s', 'e2e', '-w', 'e2e', '--', '--json', `--outputFile=${results}`], {
        E2E_STACK_FILE: file,
      }),
    ),
  );
}
