/** One place where two bodies differ. Absent on one side: added or removed. */
export interface Change {
  /** The way to it, for people: `tradewind-chat › servers › 2 › weight`. */
  path: string[];
  kind: 'added' | 'removed' | 'changed';
  before: string;
  after: string;
}

/**
 * What differs between two bodies, at the deepest place that differs. Lists of things with a name of their own (words) are compared by
 * that name, so that one removed word is one change and not a thousand.
 */
export function changesOf(before: unknown, after: unknown, path: string[] = []): Change[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changesOf(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return changesOf(byName(before), byName(after), path);
  const [old, now] = [textOf(before), textOf(after)];
  if (old === now) return [];
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ path, kind, before: old, after: now }];
}

function byName(list: readonly unknown[]): Record<string, unknown> {
  const entries: Record<string, unknown> = {};
  for (const [index, each] of list.entries()) {
    const own = isRecord(each) && typeof each['pattern'] === 'string' ? each['pattern'] : undefined;
    const name = own !== undefined && !(own in entries) ? own : String(index + 1);
    entries[name] = each;
  }
  return entries;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as one line. An object that came or went as a whole is told by its fields. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (isRecord(value)) {
    return Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => `${key}: ${textOf(each)}`)
      .join(', ');
  }
  if (Array.isArray(value)) return value.map((each) => textOf(each)).join('; ');
  return JSON.stringify(value);
}
