const MAX_CHARACTERS = 200;
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Somebody else's text as PostgreSQL can hold it: no NUL, no half characters, at most 200 of them. */
export function storable(text: string): string {
  return text.slice(0, MAX_CHARACTERS).replace(UNSTORABLE, '\uFFFD');
}
