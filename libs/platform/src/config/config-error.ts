/** One variable of the environment that cannot be used, and what was expected instead. */
export interface ConfigProblem {
  variable: string;
  message: string;
}

/** The environment does not describe a runnable process. The message lists every variable that is wrong, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config.invalid';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => problem.message).join('\n'));
  }
}
