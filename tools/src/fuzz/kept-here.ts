const LOOPBACK = /^https?:\/\/(?:127\.|localhost|\[::1\]|0x7f|user:secret@127\.)/;

/** The same value with every link to another machine, and every provider whose address is known, replaced: nothing leaves this one. */
export function keptHere(value: unknown): unknown {
  if (typeof value === 'string')
    return /^https?:\/\/./.test(value) && !LOOPBACK.test(value) ? 'http://127.0.0.1:1/' : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(keptHere);
  for (const [name, member] of Object.entries(value)) {
    const kept = name === 'preset' ? 'openai-compatible' : keptHere(member);
    Object.defineProperty(value, name, { value: kept, enumerable: true, configurable: true, writable: true });
  }
  return value;
}
