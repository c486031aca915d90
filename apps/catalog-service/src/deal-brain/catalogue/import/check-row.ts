import { ProductInput } from '@tradewind/contracts';
import type { ImportFault, ImportRow } from './import-row.js';

/** Holds what a line contains to the contract, and to what can be stored: the other lines go on without it. */
export function checkRow(line: number, value: unknown): ImportRow {
  const parsed = ProductInput.safeParse(value);
  if (!parsed.success) {
    return { line, faults: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
  }
  const faults = unstorable(parsed.data);
  return faults.length === 0 ? { line, product: parsed.data } : { line, faults };
}

/** PostgreSQL has no place for NUL, nor for half of a character. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const MESSAGE = 'contains a character that cannot be stored, such as NUL';

function unstorable(value: unknown, path: readonly string[] = []): ImportFault[] {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? [{ path: path.join('.'), message: MESSAGE }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...(UNSTORABLE.test(name) ? [{ path: path.join('.'), message: MESSAGE }] : []),
    ...unstorable(member, [...path, name]),
  ]);
}
