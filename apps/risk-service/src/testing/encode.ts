type Table = ReadonlyMap<string, readonly number[]>;
const tables = new Map<string, Table>();

/** Text in an encoding of one or two bytes a character (GBK, Big5, Shift_JIS, windows-1251), by turning the platform's decoder round. */
export function encode(text: string, label: string): Buffer {
  const table = tables.get(label) ?? invert(label);
  tables.set(label, table);
  return Buffer.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${label} has no ${character}.`);
      return [...bytes];
    }),
  );
}

function invert(label: string): Table {
  const decoder = new TextDecoder(label);
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]) => {
    const characters = [...decoder.decode(Uint8Array.from(bytes))];
    const [character] = characters;
    if (characters.length !== 1 || character === undefined || character === '\ufffd') return;
    if (!table.has(character)) table.set(character, bytes);
  };
  for (let byte = 0; byte < 0x100; byte += 1) learn(byte);
  for (let high = 0x81; high < 0xff; high += 1) for (let low = 0x40; low < 0xff; low += 1) learn(high, low);
  return table;
}
