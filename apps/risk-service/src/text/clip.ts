/** Replaces halves of characters, which JSON and PostgreSQL refuse. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** The text cut to a length, never within a character. */
export function clip(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters ? text : text.slice(0, maxCharacters).replace(/\p{Cs}$/u, '');
}
