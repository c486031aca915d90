/** A token is about four Latin characters of a word, one Han character, or one mark: near what real tokenisers count. */
const token = /\p{Script=Han}|\s*[\p{L}\p{N}_]{1,5}|\s*[^\s\p{L}\p{N}_]|\s+/gu;

/** The pieces a streamed answer is sent in; joined they are the text again. */
export function tokenize(text: string): string[] {
  return text.match(token) ?? [];
}

export function countTokens(text: string): number {
  return tokenize(text).length;
}
