import type { ScopeUsage } from '../../core/index.js';

/** Writes what a request has spent so far as headers; nothing before its first real call. */
export function writeUsage(
  { calls, inputTokens, outputTokens }: ScopeUsage,
  write: (name: string, value: string) => void,
): void {
  if (calls === 0) return;
  write('x-upstream-calls', String(calls));
  write('x-upstream-input-tokens', String(inputTokens));
  write('x-upstream-output-tokens', String(outputTokens));
}
