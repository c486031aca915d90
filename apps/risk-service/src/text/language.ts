/** The languages reports are written in. */
export type Language = 'en' | 'zh';

/** A text of our own in every language. */
export type Text = Readonly<Record<Language, string>>;

/** Texts of a list joined into one: sentences in English, Chinese clauses without spaces. */
export function joined(texts: readonly Text[]): Text {
  return { en: texts.map((text) => text.en).join(' '), zh: texts.map((text) => text.zh).join('') };
}
