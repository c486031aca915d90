import type { CallTimeouts } from '../core/index.js';

/** `overrides` over `base`; an override that is undefined leaves the base as it is. No phase may outlast the total. */
export function mergeTimeouts(
  base: Readonly<CallTimeouts>,
  ...overrides: (Partial<CallTimeouts> | undefined)[]
): CallTimeouts {
  const merged = { ...base };
  for (const override of overrides) {
    if (override === undefined) continue;
    merged.connectMs = override.connectMs ?? merged.connectMs;
    merged.idleMs = override.idleMs ?? merged.idleMs;
    merged.totalMs = override.totalMs ?? merged.totalMs;
    // A longer total without a word about the first byte means that the first byte may take as long.
    merged.firstByteMs =
      override.firstByteMs ?? (override.totalMs === undefined ? merged.firstByteMs : override.totalMs);
  }
  merged.connectMs = Math.min(merged.connectMs, merged.totalMs);
  merged.firstByteMs = Math.min(merged.firstByteMs, merged.totalMs);
  merged.idleMs = Math.min(merged.idleMs, merged.totalMs);
  return merged;
}
