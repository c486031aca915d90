/** Running tally of text by how densely tokenizers pack it. */
export interface TokenCount {
  /** Characters of scripts where about every character is a token (Han, kana, Hangul, emoji). */
  wide: number;
  /** Everything else, about four to a token. */
  narrow: number;
}

const NARROW_CHARACTERS_PER_TOKEN = 4;
const FIRST_WIDE_CODE_UNIT = 0x2e80;

/** Adds `text` to the tally. Counting is linear and allocates nothing, so hostile text costs no more than its length. */
export function countTokens(text: string, into: TokenCount): void {
  let wide = 0;
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= FIRST_WIDE_CODE_UNIT) wide += 1;
  }
  into.wide += wide;
  into.narrow += text.length - wide;
}

/** Tokens of a tally, rounded up. */
export function tokensOf(count: TokenCount): number {
  return count.wide + Math.ceil(count.narrow / NARROW_CHARACTERS_PER_TOKEN);
}

/**
 * Estimates the tokens of a text without a tokenizer. Meant to err upwards: a reservation may later be settled with
 * less, while one that was too small would let calls slip past the limit.
 */
export function estimateTokens(text: string): number {
  const count: TokenCount = { wide: 0, narrow: 0 };
  countTokens(text, count);
  return tokensOf(count);
}
