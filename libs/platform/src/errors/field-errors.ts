import type { FieldError } from './app-error.js';

/** Enough to mend a request with; a hostile body may be wrong in a million places. */
const MAX_ERRORS = 20;
const MAX_MESSAGE_CHARACTERS = 300;

/** The part of an issue that every schema library reports (Standard Schema). */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The refused fields with their paths in the words of the wire: `items.0.sku`. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.slice(0, MAX_ERRORS).map((issue) => ({
    path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: issue.message.slice(0, MAX_MESSAGE_CHARACTERS),
  }));
}
