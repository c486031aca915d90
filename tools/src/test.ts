// npm test: every check and suite on embedded defaults. With --services: the suites that need a real PostgreSQL and Redis,
// and the same end-to-end suite on them. With --properties: the property suites of libs/upstream over 100,000 programs each.
// `--only end-to-end` (or checks, suites, console) runs one part.
// Prints one table and, as its last line, "N passed, N failed".
import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { checks } from './testing/checks.js';
import { consoleInChromium } from './testing/console.js';
import { endToEnd } from './testing/end-to-end.js';
import { findServices, type Services } from './testing/services.config.js';
import { propertySuites, serviceSuites, unitSuites } from './testing/suites.js';
import type { StepResult } from './testing/step.js';

const { values } = parseArgs({
  options: {
    services: { type: 'boolean', default: false },
    properties: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const wanted = (part: 'checks' | 'suites' | 'end-to-end' | 'console') =>
  values.only === undefined || values.only === part;

async function* embedded(): AsyncGenerator<StepResult> {
  if (wanted('checks')) yield* checks();
  if (wanted('suites')) yield await unitSuites();
  if (wanted('end-to-end')) yield* await endToEnd({});
  if (wanted('console')) {
    const result = await consoleInChromium(values.only === 'console');
    if (result !== undefined) yield result;
  }
}

async function* onServices(services: Services): AsyncGenerator<StepResult> {
  if (wanted('suites')) yield await serviceSuites(services);
  if (wanted('end-to-end')) yield* await endToEnd(services);
}

const services = values.services ? findServices() : undefined;
if (values.services && services === undefined) {
  console.error(
    'npm run test:services needs real servers: set DATABASE_URL (PostgreSQL 17 with pgvector, a role that may create databases) ' +
      'and REDIS_URL (Redis 7 or later). It does not quietly test something else.',
  );
  process.exit(1);
}

async function* long(): AsyncGenerator<StepResult> {
  yield await propertySuites();
}

const results: StepResult[] = [];
for await (const result of services ? onServices(services) : values.properties ? long() : embedded()) {
  results.push(result);
  const mark = result.failed === 0 ? colors.green('✔') : colors.red('✘');
  console.log(
    `${mark} ${result.name.padEnd(28)} ${result.passed} passed, ${result.failed} failed  ${colors.dim(`${result.seconds.toFixed(1)} s`)}`,
  );
}
const total = (field: 'passed' | 'failed') => results.reduce((sum, result) => sum + result[field], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
