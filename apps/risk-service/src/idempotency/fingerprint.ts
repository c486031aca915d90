import { createHash } from 'node:crypto';

/** One digest for all spellings of a body: the order of an object's fields does not matter. */
export function fingerprint(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body, sortedFields)).digest('base64url');
}

function sortedFields(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
