import { ProductInput } from '@tradewind/contracts';
import type { ImportRow } from './import-row.js';

/** Holds what a line contains to the contract. */
export function checkRow(line: number, value: unknown): ImportRow {
  const parsed = ProductInput.safeParse(value);
  if (parsed.success) return { line, product: parsed.data };
  return { line, faults: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
}
