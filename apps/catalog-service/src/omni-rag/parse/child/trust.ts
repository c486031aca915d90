/** Replacement characters, private use and unassigned ones: what a font without a usable map turns text into. */
const NONSENSE = /[\ufffd\p{Co}\p{Cn}\p{Cc}]/gu;
const MAX_NONSENSE = 0.1;

/** Whether a text is nothing a reader could use. */
export function isMojibake(text: string): boolean {
  const letters = text.replace(/\s/g, '');
  return letters !== '' && (letters.match(NONSENSE)?.length ?? 0) > MAX_NONSENSE * letters.length;
}
