/** A token is a word or seven letters of a long one, three digits, a Han character or a few marks: near what real tokenisers count. */
const token = /\p{Script=Han}|\s?[\p{L}_]{1,7}|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{N}_]{1,3}|\s+/gu;

/** The pieces a streamed answer is sent in; joined they are the text again. */
export function tokenize(text: string): string[] {
  return text.match(token) ?? [];
}

export function countTokens(text: string): number {
  return tokenize(text).length;
}
