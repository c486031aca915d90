import { replaceAt } from '../contract/json-replace.js';
import { asObject } from '../stream/chat-texts.js';
import type { Matcher, Word } from './word-list.js';
import { mayHold } from './may-hold.js';
import { ArgumentScanner } from './argument-scanner.js';
import { type Found, type Mask, masked, WordScanner } from './word-scanner.js';

/** Members that hold no text for the model: names, ids, addresses, and bytes written as text. */
const NOT_TEXT = new Set([
  ...['model', 'role', 'type', 'id', 'tool_call_id', 'user', 'url', 'data', 'file_data', 'file_id', 'b64_json'],
  ...['image_url', 'detail', 'format', 'encoding_format', 'tool_choice', 'service_tier', 'safety_identifier'],
]);
/** A text that is split into parts of one message is one text. */
const PARTS = 'content';

/** Looks through everything a request says. `found` may throw. Returns what takes the place of the body; undefined: nothing. */
export function screenRequest(
  json: unknown,
  body: Buffer,
  matcher: Matcher,
  found: (word: Word) => void,
): Buffer | undefined {
  const screen = new Screen(matcher, found);
  screen.walk(json, '');
  return screen.replacements.size === 0
    ? undefined
    : Buffer.from(replaceAt(body.toString('utf8'), screen.replacements));
}

class Screen {
  readonly replacements = new Map<string, string>();

  constructor(
    private readonly matcher: Matcher,
    private readonly found: (word: Word) => void,
  ) {}

  walk(value: unknown, path: string): void {
    if (typeof value === 'string') this.texts([{ text: value, path }]);
    else if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1)
        this.walk(value[at], path === '' ? String(at) : `${path}/${String(at)}`);
    } else {
      const members = asObject(value);
      if (members !== undefined) for (const name of Object.keys(members)) this.member(name, members[name], path);
    }
  }

  private member(name: string, value: unknown, parent: string): void {
    if (NOT_TEXT.has(name)) return;
    const path = parent === '' ? name : `${parent}/${name}`;
    if (name === 'arguments' && typeof value === 'string') this.arguments(value, path);
    else if (name === PARTS && Array.isArray(value)) this.parts(value, path);
    else this.walk(value, path);
  }

  private parts(parts: readonly unknown[], path: string): void {
    const texts = parts.flatMap((part, at) => {
      const text = asObject(part)?.['text'];
      return typeof text === 'string' ? [{ text, path: `${path}/${String(at)}/text` }] : [];
    });
    this.texts(texts);
  }

  private texts(texts: readonly { text: string; path: string }[]): void {
    const whole = texts.length === 1 ? (texts[0]?.text ?? '') : texts.map(({ text }) => text).join('');
    if (!mayHold(this.matcher.automaton, whole)) return;
    const masks: Mask[] = [];
    const scanner = new WordScanner(this.matcher, this.note(masks));
    let offset = 0;
    for (const { text } of texts) scanner.feed(text);
    if (masks.length === 0) return;
    for (const { text, path } of texts) {
      const changed = masked(text, offset, masks);
      if (changed !== text) this.replacements.set(path, JSON.stringify(changed));
      offset += text.length;
    }
  }

  private arguments(text: string, path: string): void {
    const masks: Mask[] = [];
    new ArgumentScanner(this.matcher, this.note(masks)).feed(text);
    if (masks.length > 0) this.replacements.set(path, JSON.stringify(masked(text, 0, masks)));
  }

  private note(masks: Mask[]) {
    return ({ word, masks: of }: Found): void => {
      this.found(word);
      if (word.action === 'mask') masks.push(...of);
    };
  }
}
