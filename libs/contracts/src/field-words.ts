import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/**
 * What was wrong with a field, said to whoever sent it: `company_name: is required`, `limit: must be at most 100`. Contracts say so themselves
 * where they know better; what remains is zod's own English.
 */
export function fieldWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (isWhole(issue) && issue.expected === 'object') return 'the body must be a JSON object';
      if (issue.input === undefined) return 'is required';
      return `must be ${nounOf(issue.expected)}, not ${nounOf(kindOf(issue.input))}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return bound(issue, 'at least', issue.minimum);
    case 'too_big':
      return bound(issue, 'at most', issue.maximum);
    case 'invalid_format':
      return issue.format === 'datetime' ? 'must be a time in ISO 8601, such as "2026-03-02T08:15:00Z"' : undefined;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    default:
      return undefined;
  }
}

/** Makes {@link fieldWords} the words of every schema, as zod's own translations do. */
export function useFieldWords(): void {
  const english = z.config().localeError;
  z.config({ localeError: (issue) => fieldWords(issue) ?? english?.(issue) });
}

/** Not a field but all that was sent; zod gives it no path, or an empty one. */
function isWhole(issue: Issue): boolean {
  return (issue.path ?? []).length === 0;
}

function bound(issue: { origin: string }, side: string, value: number | bigint): string {
  const unit = value === 1 ? '' : 's';
  switch (issue.origin) {
    case 'string':
      return `must have ${side} ${String(value)} character${unit}`;
    case 'array':
    case 'set':
      return `must have ${side} ${String(value)} item${unit}`;
    default:
      return `must be ${side} ${String(value)}`;
  }
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'array';
  return typeof input === 'number' && Number.isNaN(input) ? 'text' : typeof input;
}

const NOUNS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

function nounOf(kind: string): string {
  return NOUNS[kind] ?? kind;
}
