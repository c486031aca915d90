/** Encodes to GBK by inverting the platform's own decoder; a character GBK does not have becomes `?`. */
export function encodeGbk(text: string): Buffer {
  table ??= invert();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes.push(...(code < 0x80 ? [code] : (table.get(character) ?? [0x3f])));
  }
  return Buffer.from(bytes);
}

let table: Map<string, [number, number]> | undefined;

function invert(): Map<string, [number, number]> {
  const decoder = new TextDecoder('gbk');
  const inverted = new Map<string, [number, number]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(high, low));
      if (character.length === 1 && character !== '\ufffd' && !inverted.has(character))
        inverted.set(character, [high, low]);
    }
  }
  return inverted;
}
