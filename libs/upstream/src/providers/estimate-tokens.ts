/** Tokens a chat message costs besides its text. */
const TOKENS_PER_MESSAGE = 4;

/**
 * A cheap estimate for reservations, never for bills: one token per CJK character, a quarter per any other character.
 * Linear, without allocation, and it cannot be made slow by its input as a real tokenizer can.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let i = 0; i < text.length; i++) {
    // Hangul Jamo is the first wide block; below it lie the alphabets. Surrogates count half each, so a rare ideograph counts one.
    const unit = text.charCodeAt(i);
    if (unit >= 0x2e80) wide += unit >= 0xd800 && unit <= 0xdfff ? 0.5 : 1;
  }
  return Math.ceil(wide + (text.length - Math.ceil(wide)) / 4);
}

/** Input tokens of a conversation. */
export function estimateMessageTokens(messages: readonly { content: string }[]): number {
  let total = 0;
  for (const message of messages) total += estimateTokens(message.content) + TOKENS_PER_MESSAGE;
  return total;
}
