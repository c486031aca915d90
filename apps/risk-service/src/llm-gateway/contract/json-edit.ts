const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

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
  const found: string[] = [];
  const open = text.indexOf('{');
  let at = skipSpace(text, open + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = stringEnd(text, at);
    const key = memberName(text.slice(at, keyEnd));
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = valueEnd(text, start);
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value !== undefined) {
      found.push(key);
      result += text.slice(copied, start) + value;
      copied = end;
    }
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== COMMA) break;
    at = skipSpace(text, at + 1);
  }
  result += text.slice(copied);
  const missing = Object.keys(values).filter((key) => !found.includes(key));
  if (missing.length === 0) return result;
  const added = missing.map((key) => `${JSON.stringify(key)}:${values[key] ?? 'null'}`).join(',');
  const afterBrace = open + 1;
  const empty = result.slice(afterBrace).trimStart().startsWith('}');
  return `${result.slice(0, afterBrace)}${added}${empty ? '' : ','}${result.slice(afterBrace)}`;
}

/** @param quoted a string in JSON */
function memberName(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

function valueEnd(text: string, start: number): number {
  if (text.charCodeAt(start) === QUOTE) return stringEnd(text, start);
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
      continue;
    }
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === COMMA || isSpace(code))) return at;
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
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
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
