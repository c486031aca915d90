import { join } from 'node:path';
import { findChromium } from '../console/chromium.config.js';
import { ROOT, run, step, type StepResult } from './step.js';
import { withProduct } from './with-product.js';

/**
 * The console's pages in a real Chromium: what holds for all of them, or the `whole` suite with each page's main task, which takes
 * minutes. On a machine without a Chromium this says so and tests nothing; for the whole suite, which somebody asked for, that is a failure.
 */
export async function consoleInChromium(whole: boolean): Promise<StepResult | undefined> {
  const chromium = findChromium();
  if (chromium === undefined && !whole) {
    console.warn(
      '\n! THE CONSOLE WAS NOT TESTED: there is no Chromium on this machine. Install one (Debian: apt-get install chromium),\n' +
        '! or say where it is in CHROMIUM_PATH, and run `npm run test:console`.\n',
    );
    return undefined;
  }
  const results = join(ROOT, 'e2e/test-results/console.json');
  return step('console (Chromium)', [results], () => {
    if (chromium === undefined) {
      console.error('There is no Chromium on this machine: install one, or say where it is in CHROMIUM_PATH.');
      return Promise.resolve(1);
    }
    return withProduct({}, 'console', (_description, file) =>
      run(
        [
          'npm',
          'run',
          '-s',
          'console',
          '-w',
          'e2e',
          '--',
          ...(whole ? [] : ['access']),
          '--json',
          `--outputFile=${results}`,
        ],
        {
          E2E_STACK_FILE: file,
          CHROMIUM_PATH: chromium,
        },
      ),
    );
  });
}
