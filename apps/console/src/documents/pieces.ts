export interface Piece {
  text: string;
  match: boolean;
}

/** Cuts a text where it says one of the needles, whatever their case; joined the pieces give it back. Text stays text: no HTML. */
export function pieces(text: string, needles: readonly string[]): Piece[] {
  const wanted = needles.map((needle) => needle.trim()).filter((needle) => needle.length > 1);
  if (wanted.length === 0) return [{ text, match: false }];
  const pattern = new RegExp(`(${wanted.map(escaped).join('|')})`, 'iu');
  const parts = text.split(new RegExp(pattern, 'giu'));
  return parts.flatMap((part, index) => (part === '' ? [] : [{ text: part, match: index % 2 === 1 }]));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
