interface Member {
  key: string;
  /** Where the value stands: `[start, end)` in the text. */
  start: number;
  end: number;
}

/**
 * Sets top-level members of a JSON object and leaves every other character as it was, so that numbers beyond double
 * precision, key order and spelling reach the backend just as the client wrote them.
 *
 * @param text a JSON object; it must have been parsed successfully before
 * @param values new values by member name, as JSON text. All occurrences of a repeated member are replaced.
 */
export function setMembers(text: string, values: Readonly<Record<string, string>>): string {
  let result = '';
  let copied = 0;
  const missing = new Set(Object.keys(values));
  const open = text.indexOf('{');
  for (const member of members(text, open)) {
    const value = Object.hasOwn(values, member.key) ? values[member.key] : undefined;
    if (value === undefined) continue;
    missing.delete(member.key);
    result += text.slice(copied, member.start) + value;
    copied = member.end;
  }
  result += text.slice(copied);
  if (missing.size === 0) return result;
  const added = [...missing].map((key) => `${JSON.stringify(key)}:${values[key] ?? 'null'}`).join(',');
  const afterBrace = open + 1;
  const empty = result.slice(afterBrace).trimStart().startsWith('}');
  return `${result.slice(0, afterBrace)}${added}${empty ? '' : ','}${result.slice(afterBrace)}`;
}

function* members(text: string, open: number): Generator<Member> {
  let at = skipSpace(text, open + 1);
  while (text[at] === '"') {
    const keyEnd = stringEnd(text, at);
    const key: unknown = JSON.parse(text.slice(at, keyEnd));
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = valueEnd(text, start);
    yield { key: String(key), start, end };
    at = skipSpace(text, end);
    if (text[at] !== ',') return;
    at = skipSpace(text, at + 1);
  }
}

function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return stringEnd(text, start);
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (character === ',' || isSpace(text.charCodeAt(at)))) return at;
    at += 1;
  }
  return at;
}

/** Just behind the closing quote of the string that opens at `open`. */
function stringEnd(text: string, open: number): number {
  let quote = text.indexOf('"', open + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
