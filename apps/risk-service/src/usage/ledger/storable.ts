const MAX_CHARACTERS = 200;
/** What most texts are: nothing to look for in them. */
const PLAIN = /^[\x20-\x7e]{0,200}$/;
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Somebody else's text as PostgreSQL can hold it: no NUL, no half characters, at most 200 of them. */
export function storable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.slice(0, MAX_CHARACTERS).replace(UNSTORABLE, '\uFFFD');
}
