import { z } from 'zod';
import { ConfigError, type ConfigProblem } from './config-error.js';
import { readVariable } from './read-variable.js';

/** Values of variables with these words in their names are never repeated in a message or a log. */
const SECRET = /KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|DSN|_URL$/;

/**
 * Reads the variables named by `schema` from the environment, or from files (readVariable), and returns them typed.
 * An empty string counts as absent, as it does in Compose files and ConfigMaps.
 *
 * @throws ConfigError naming every variable that is wrong, what it is and what was expected.
 */
export function parseEnv<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv = process.env): z.infer<S> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = readVariable(name, env);
    if (value !== undefined) given[name] = value;
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => describe(issue, given)));
}

function describe(issue: z.core.$ZodIssue, given: Record<string, string>): ConfigProblem {
  const variable = issue.path.length > 0 ? String(issue.path[0]) : 'environment';
  const value = given[variable];
  if (issue.path.length === 0) return { variable, message: issue.message };
  if (value === undefined) return { variable, message: `${variable} is not set: expected ${expectation(issue)}` };
  const shown = SECRET.test(variable) ? `has an unusable value (${String(value.length)} characters)` : `is "${value}"`;
  return { variable, message: `${variable} ${shown}: expected ${expectation(issue)}` };
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `at least ${String(issue.minimum)} characters`
        : `a number ≥ ${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `at most ${String(issue.maximum)} characters`
        : `a number ≤ ${String(issue.maximum)}`;
    case 'invalid_type':
      return issue.expected === 'string' ? 'a value' : `a value of type ${issue.expected}`;
    default:
      return issue.message;
  }
}
