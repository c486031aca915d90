/** Width, case and Latin diacritics folded: `Ｃafé` and `cafe` become the same. */
export function normalise(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  return /[\u00c0-\u024f]/.test(folded)
    ? folded
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .normalize('NFC')
    : folded;
}

export type Language = 'en' | 'zh' | 'es';

const spanishHints = /[ñ¿¡]|\b(el|la|los|las|de|del|para|con|una|un|por|que|precio|necesitamos|busco|empresa)\b/giu;

/** The language most of the text is written in; a rough guess that is right for sentences. */
export function languageOf(text: string): Language {
  const han = countHan(text);
  if (han * 4 >= text.length || han >= 12) return 'zh';
  const words = text.split(/\s+/).length;
  return (text.match(spanishHints)?.length ?? 0) / words >= 0.2 ? 'es' : 'en';
}

export function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}
