/** Byte order marks, the surest sign there is. */
const BOMS: readonly (readonly [mark: readonly number[], label: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** A page must declare its encoding within its first kilobyte (HTML standard, 4.2.5.4). */
const DECLARED_WITHIN_BYTES = 1_024;
const CHARSET = /charset\s*=\s*["']?\s*([\w.:-]+)/i;

/** The text of a page: encoding by byte order mark, then `Content-Type`, then the page's own declaration, then by trial. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const label = BOMS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  const declared = label ?? CHARSET.exec(contentType)?.[1] ?? declaredIn(bytes);
  return (declared !== undefined && decodeAs(declared, bytes)) || decodeByTrial(bytes);
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARED_WITHIN_BYTES));
  const label = CHARSET.exec(head)?.[1];
  // What could be read as bytes to find the declaration cannot be UTF-16 (HTML standard, 13.2.3.2).
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

/** Undefined when nobody knows an encoding of that name. */
function decodeAs(label: string, bytes: Uint8Array, fatal = false): string | undefined {
  try {
    // As a stream, because a page that was cut off at the cap may end within a character.
    return new TextDecoder(label, { fatal }).decode(bytes, { stream: fatal });
  } catch {
    return undefined;
  }
}

/** UTF-8 and GB 18030 are strict enough to be told by whether they fit. */
function decodeByTrial(bytes: Uint8Array): string {
  const fits = ['utf-8', 'gb18030'].find((label) => decodeAs(label, bytes, true) !== undefined);
  return new TextDecoder(fits ?? 'windows-1252').decode(bytes);
}
