/** Sentences and lines of a text, English and Chinese, without empty ones. `U.S. `, `No. 5` and `12.50` do not end one. */
export function sentences(text: string): string[] {
  return text
    .replace(/[^\S\n]{2,}/g, ' ')
    .split(
      /\n+|\s+[·…]\s+|(?<=[。！？])|(?<=[.!?]["')]?)(?<!\b(?:No|Ltd|Inc|Co|Corp|approx|Mr|Ms|Dr|St|vs|[A-Z])\.)\s+(?=["'(]?[\p{Lu}\p{N}\p{Script=Han}¿¡])/u,
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
