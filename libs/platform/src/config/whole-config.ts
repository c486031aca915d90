import { ConfigError, type ConfigProblem } from './config-error.js';

/**
 * Reads every part of the configuration before anything is begun with it, so that whoever has three variables wrong hears of all
 * three and not of one a start.
 *
 * @throws ConfigError with the problems of all parts, each once
 */
export function checkWholeConfig(parts: readonly (() => unknown)[]): void {
  const problems = new Map<string, ConfigProblem>();
  for (const read of parts) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const problem of error.problems) problems.set(problem.message, problem);
    }
  }
  if (problems.size > 0) throw new ConfigError([...problems.values()]);
}
