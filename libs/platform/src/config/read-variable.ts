import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.js';

/** The folder of a mounted Secret: a file per variable, named as the variable is. */
const SECRETS_DIR = 'SECRETS_DIR';

/**
 * One variable, from the first place that has it: the environment itself, the file that `<name>_FILE` points to, or the file of
 * that name in the folder `SECRETS_DIR`. Files keep secrets out of `env`, crash dumps and child processes. White space around a
 * value is dropped; an empty value counts as absent.
 *
 * @throws ConfigError when `<name>_FILE` is set and the file cannot be read
 */
export function readVariable(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const value = env[name]?.trim();
  if (value) return value;
  const file = env[`${name}_FILE`]?.trim();
  if (file) return namedFile(name, file);
  const folder = env[SECRETS_DIR]?.trim();
  return folder ? mountedFile(join(folder, name)) : undefined;
}

function namedFile(name: string, file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    const variable = `${name}_FILE`;
    const reason = codeOf(error) ?? 'unknown error';
    throw new ConfigError([
      { variable, message: `${variable} is "${file}": expected a file that can be read (${reason})` },
    ]);
  }
}

function mountedFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    const reason = codeOf(error) ?? 'unknown error';
    throw new ConfigError([{ variable: SECRETS_DIR, message: `${path} cannot be read (${reason})` }]);
  }
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
