import { badRequest } from '@tradewind/platform';

/** Legal in a JSON string, and refused by PostgreSQL. */
const NUL = '\0';
const HALF_A_CHARACTER = /\p{Cs}/u;

/**
 * Refuses a request whose answer could not be stored, before anything is paid for it.
 *
 * @throws AppError 400 `request.unsupported_character`
 */
export function assertStorable(body: unknown): void {
  const path = findUnstorable(body, '');
  if (path === undefined) return;
  throw badRequest('request.unsupported_character', 'The request contains a character that cannot be stored.', [
    { path, message: 'contains NUL (U+0000) or half of a surrogate pair' },
  ]);
}

function findUnstorable(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.includes(NUL) || HALF_A_CHARACTER.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = findUnstorable(inner, path === '' ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
