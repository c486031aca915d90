import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Services } from './services.config.js';
import { ROOT, run, step, type StepResult } from './step.js';

/** Unit, property and contract suites of every package, cached by Nx. */
export function unitSuites(): Promise<StepResult> {
  return step('unit and contract suites', resultFiles('unit.json'), () =>
    run(['npx', 'nx', 'run-many', '-t', 'test', '--parallel=2', '--outputStyle=static']),
  );
}

/** The suites named `*.services.spec.ts`, never cached: what they prove depends on the servers. */
export function serviceSuites(services: Services): Promise<StepResult> {
  const env = { DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl };
  return step('service suites', resultFiles('services.json'), () =>
    run(
      ['npx', 'nx', 'run-many', '-t', 'test:services', '--parallel=1', '--outputStyle=static', '--skip-nx-cache'],
      env,
    ),
  );
}

/** The invariants of the admission core over 100,000 random programs each; `npm test` runs some thousands. */
export function propertySuites(): Promise<StepResult> {
  const results = join(ROOT, 'libs/upstream/test-results/properties.json');
  const command = ['npm', 'run', '-s', 'test:properties', '-w', '@tradewind/upstream'];
  return step('property suites', [results], () => run(command, { PROPERTY_RUNS: '100000' }));
}

function resultFiles(name: string): string[] {
  const packages = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((each) => join(folder, each)),
  );
  return [...packages, 'tools', 'bench'].map((each) => {
    mkdirSync(join(ROOT, each, 'test-results'), { recursive: true });
    return join(ROOT, each, 'test-results', name);
  });
}
