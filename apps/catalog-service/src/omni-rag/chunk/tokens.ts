import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** Tokens of a text as a current model counts them; text that imitates control tokens counts as text. */
export function tokenCount(text: string): number {
  return countTokens(text, { disallowedSpecial: new Set() });
}
