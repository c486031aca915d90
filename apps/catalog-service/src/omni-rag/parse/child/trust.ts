/** Replacement characters, private use and unassigned ones: what a font without a usable map turns text into. */
const NONSENSE = /[\ufffd\p{Co}\p{Cn}]|(?!\s)\p{Cc}/gu;
const MAX_NONSENSE = 0.1;

/** Whether a text is nothing a reader could use. */
export function isMojibake(text: string): boolean {
  const nonsense = text.match(NONSENSE)?.length ?? 0;
  return nonsense > 0 && nonsense > MAX_NONSENSE * text.replace(/\s/g, '').length;
}
