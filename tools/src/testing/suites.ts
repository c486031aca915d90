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

function resultFiles(name: string): string[] {
  const packages = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((each) => join(folder, each)),
  );
  return [...packages, 'tools'].map((each) => {
    mkdirSync(join(ROOT, each, 'test-results'), { recursive: true });
    return join(ROOT, each, 'test-results', name);
  });
}
