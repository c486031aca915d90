import { run, step, type StepResult } from './step.js';

const CHECKS: [string, string[]][] = [
  ['format', ['npm', 'run', '-s', 'format:check']],
  ['lint', ['npm', 'run', '-s', 'lint']],
  ['module boundaries', ['npm', 'run', '-s', 'boundaries']],
  ['types', ['npm', 'run', '-s', 'typecheck']],
];

/** What needs no test runner: formatting, lint, module boundaries and import cycles, types. */
export async function* checks(): AsyncGenerator<StepResult> {
  for (const [name, command] of CHECKS) yield await step(name, [], () => run(command));
}
