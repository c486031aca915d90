import { isUpstreamError } from '../errors/upstream-error.js';
import { findScope } from './call-scope.js';

/**
 * Runs `attempt`; when it fails with an UpstreamError (its deadline included) the scope notes `{ stage, reason: error.code }`
 * and the fallback answers instead. A cancelled caller, a wrong configuration and anything unexpected are rethrown.
 */
export async function degrade<T>(stage: string, attempt: () => Promise<T>, fallback: () => T | Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isUpstreamError(error) || !isDegradable(error.code)) throw error;
    findScope()?.degraded.push({ stage, reason: error.code });
    return fallback();
  }
}

function isDegradable(code: string): boolean {
  return code !== 'call.cancelled' && code !== 'config.invalid' && code !== 'scope.missing';
}
