const COMBINING_MARKS = /[\u0300-\u036f]/g;

/**
 * One spelling for what a reader takes for the same text: full width to half (NFKC), case, and accents of Latin, Greek and Cyrillic
 * letters. Marks that carry meaning, as in Thai or Devanagari, stay.
 */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFD').replace(COMBINING_MARKS, '').normalize('NFC');
}
