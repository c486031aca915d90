import { replaceAt } from '../contract/json-replace.js';
import type { ChatText } from '../stream/chat-texts.js';
import { mayHold } from './may-hold.js';
import { ArgumentScanner } from './argument-scanner.js';
import type { Matcher, Word } from './word-list.js';
import { type Found, type Mask, masked, WordScanner } from './word-scanner.js';

/** What looks through one channel of an answer. */
export type Scanner = WordScanner | ArgumentScanner;

export function scannerFor(
  text: Pick<ChatText, 'isArguments'>,
  matcher: Matcher,
  found: (found: Found) => void,
): Scanner {
  return text.isArguments ? new ArgumentScanner(matcher, found) : new WordScanner(matcher, found);
}

export interface TextMasks {
  readonly text: ChatText;
  /** Where the text begins in its channel. */
  readonly offset: number;
  readonly masks: readonly Mask[];
}

/**
 * Writes masks into an answer's JSON. Token probabilities of a choice with a mask go, because they spell the text out once
 * more.
 */
export function maskJson(json: string, parts: readonly TextMasks[]): string {
  const replacements = new Map<string, string>();
  for (const { text, offset, masks } of parts) {
    if (masks.length === 0) continue;
    replacements.set(text.path, JSON.stringify(masked(text.text, offset, masks)));
    replacements.set(`${text.path.split('/', 2).join('/')}/logprobs`, 'null');
  }
  return replaceAt(json, replacements);
}

/** Looks through an answer that is whole. `found` may throw. Returns it as it may be passed on. */
export function screenAnswer(
  json: string,
  texts: readonly ChatText[],
  matcher: Matcher,
  found: (word: Word) => void,
): string {
  const parts: TextMasks[] = [];
  for (const text of texts) {
    if (!text.isArguments && !mayHold(matcher.automaton, text.text)) continue;
    const masks: Mask[] = [];
    scannerFor(text, matcher, ({ word, masks: of }) => {
      found(word);
      if (word.action === 'mask') masks.push(...of);
    }).feed(text.text);
    if (masks.length > 0) parts.push({ text, offset: 0, masks });
  }
  return parts.length === 0 ? json : maskJson(json, parts);
}
